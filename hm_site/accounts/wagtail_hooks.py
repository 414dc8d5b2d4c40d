from django.urls import reverse
from wagtail import hooks


@hooks.register("register_account_menu_item")
def signing_in(request):
    return {
        "url": reverse("mfa_index"),
        "label": "Inloggning i två steg",
        "help_text": "Skydda kontot med en kod från telefonen.",
    }
