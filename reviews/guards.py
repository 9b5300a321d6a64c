"""What the database refuses here: evaluations where the agreement says that no content is stored (C44)."""

from processes.guards import no_content
from tyonohjaus.lib.guards import register

# What was asked before that may still come to its end: shown, concluded, passed over, shared no longer.
for table, sealed in {
    "evaluation": "questions",
    "answers": "given_sealed",
    "tally": "answers_sealed",
    "jointtext": "text_sealed",
    "extract": "text_sealed",
    "approvedtext": "text_sealed",
    "feedbackround": "questions_sealed",
    "respondent": "answer_sealed",
}.items():
    register(*no_content(f"reviews_{table}", sealed))
