"""Evaluations, the employer's page of a process, and how to go on."""

from django.urls import path

from .views import answering, continuation, evaluation, extract, feedback, inviting, office, plan, report

app_name = "reviews"
urlpatterns = [
    path("evaluations/<uuid:pk>/", evaluation.evaluation, name="evaluation"),
    path("evaluations/<uuid:pk>/answers/", answering.answers, name="answers"),
    path("evaluations/<uuid:pk>/shown/", evaluation.showing, name="showing"),
    path("evaluations/<uuid:pk>/joint-text/", evaluation.joint_text, name="joint_text"),
    path("evaluations/<uuid:pk>/conclusion/", evaluation.conclusion, name="conclusion"),
    path("evaluations/<uuid:pk>/extract/", extract.extract, name="extract"),
    path("evaluations/<uuid:pk>/extract/acceptance/", extract.acceptance, name="acceptance"),
    path("evaluations/<uuid:pk>/invitation/", inviting.invite, name="invite"),
    path("evaluations/invitations/<uuid:pk>/", inviting.invitation, name="invitation"),
    path("processes/<uuid:pk>/report/", report.report, name="report"),
    path("processes/<uuid:pk>/reviews/", plan.plan, name="plan"),
    path("processes/<uuid:pk>/continuation/", continuation.continuation, name="continuation"),
    path("processes/<uuid:pk>/feedback/", feedback.asking, name="feedback_ask"),
    path("feedback/<uuid:pk>/", feedback.feedback, name="feedback"),
    path("practice/evaluation-questions/", office.questions_list, name="questions_list"),
    path("practice/evaluation-questions/<str:kind>/", office.questions, name="questions"),
    path("practice/statistics/", office.statistics, name="statistics"),
]
