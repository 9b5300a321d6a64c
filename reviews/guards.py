"""What the database refuses here: evaluations where the agreement says that no content is stored (C44)."""

from processes.guards import no_content
from tyonohjaus.lib.guards import register

for table in (
    "reviews_evaluation",
    "reviews_answers",
    "reviews_tally",
    "reviews_jointtext",
    "reviews_extract",
    "reviews_approvedtext",
    "reviews_feedbackround",
    "reviews_respondent",
):
    register(*no_content(table))
