"""The practice, its people and their employers; and everybody's own page."""

from django.urls import path

from .views import accounts, deputies, invitations, logo, organisations, own, people, practice, profiles, roles

app_name = "people"
urlpatterns = [
    path("theme.css", practice.accent, name="accent"),
    path("practice/", practice.practice, name="practice"),
    path("practice/extras/", practice.extras, name="extras"),
    path("practice/logo/", logo.logo, name="logo"),
    path("practice/organisations/", organisations.organisation_list, name="organisation_list"),
    path("practice/organisations/new/", organisations.organisation_new, name="organisation_new"),
    path("practice/organisations/<uuid:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path("people/", people.person_list, name="person_list"),
    path("people/new/", people.person_new, name="person_new"),
    path("people/invitations/", invitations.invite, name="invite"),
    path("people/<uuid:pk>/", people.person_edit, name="person_edit"),
    path("people/<uuid:pk>/account/", accounts.account, name="account"),
    path("people/<uuid:pk>/employer/", roles.employment_new, name="employment_new"),
    path("people/<uuid:pk>/task/", roles.membership_new, name="membership_new"),
    path("people/<uuid:pk>/deputy/", deputies.deputy, name="deputy"),
    path("people/<uuid:pk>/office/", roles.office_role, name="office_role"),
    path("people/<uuid:pk>/supervisor/", roles.supervisor_role, name="supervisor_role"),
    path("people/employments/<uuid:pk>/manager/", roles.employment_manager, name="employment_manager"),
    path("people/employments/<uuid:pk>/end/", roles.employment_end, name="employment_end"),
    path("people/tasks/<uuid:pk>/end/", roles.membership_end, name="membership_end"),
    path("people/profiles/<uuid:pk>/", profiles.credentials, name="credentials"),
    path("own/", own.own, name="own"),
    path("own/deputy/", deputies.own_deputy, name="own_deputy"),
    path("own/profile/", profiles.profile, name="profile"),
    path("own/theme/", own.theme, name="theme"),
    path("own/code/", own.handover, name="handover"),
    path("own/code/next/", own.handed_over, name="handed_over"),
]
