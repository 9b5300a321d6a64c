from base64 import b64encode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from tyonohjaus.access import Action, needs
from tyonohjaus.people.forms.logo import LogoForm
from tyonohjaus.people.models import Logo
from tyonohjaus.ui.htmx import respond, see_other


@needs(Action.PRACTICE_EDIT)
def logo(request: HttpRequest) -> HttpResponse:
    if "remove" in request.POST:
        Logo.remove(by=request.user)
        messages.success(request, _("The logo was removed. Invoices that have been issued keep it."))
        return see_other("people:logo")
    form = LogoForm(request.POST, request.FILES) if request.method == "POST" else LogoForm()
    if form.is_valid():
        Logo.use(form.cleaned_data["file"], by=request.user)
        messages.success(request, _("The logo was saved. It stands on what is issued from now on."))
        return see_other("people:logo")
    picture = Logo.objects.values_list("png", flat=True).first()
    shown = f"data:image/png;base64,{b64encode(bytes(picture)).decode()}" if picture else ""
    return respond(request, "people/logo.html", {"form": form, "picture": shown})
