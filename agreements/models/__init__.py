from .paper import Paper
from .signature import Answer, Signature, Way
from .states import MOVES, Status
from .version import Version

__all__ = ["MOVES", "Answer", "Paper", "Signature", "Status", "TooLate", "Version", "Way"]
