from .answers import Answers, Given, JointText, Spread, Tally, read_all
from .continuation import Choice, Continuation
from .evaluation import Asked, Evaluation
from .extract import ApprovedText, Extract
from .feedback import FeedbackRound, Respondent
from .invitation import Invitation, NobodyToInvite, manager_of
from .plan import ReviewPlan
from .questions import Kind, QuestionSet
from .states import CONTINUATION_MOVES, MOVES, Decision, Outcome, Status
from .survey import PracticeTally

__all__ = [
    "CONTINUATION_MOVES",
    "MOVES",
    "Answers",
    "ApprovedText",
    "Asked",
    "Choice",
    "Continuation",
    "Decision",
    "Evaluation",
    "Extract",
    "FeedbackRound",
    "Given",
    "Invitation",
    "JointText",
    "Kind",
    "NobodyToInvite",
    "Outcome",
    "PracticeTally",
    "QuestionSet",
    "Respondent",
    "ReviewPlan",
    "Spread",
    "Status",
    "Tally",
    "manager_of",
    "read_all",
]
