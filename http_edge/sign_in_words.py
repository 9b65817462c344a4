"""What the sign-in pages say, in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from maillage.graphql.locales import Locale


@dataclass(frozen=True)
class Words:
    sign_in: str
    address: str
    send: str
    nothing_to_remember: str
    on_its_way: str
    code: str
    digits: str
    enter: str
    again: str
    from_link: str
    from_link_text: str
    choose: str
    choose_text: str
    signed_in: str
    signed_in_as: str
    others: str
    go_to: str
    sign_out: str
    signed_out: str
    signed_out_text: str
    refused: str


WORDS: Mapping[Locale, Words] = MappingProxyType(
    {
        "fr": Words(
            sign_in="Entrer",
            address="Votre adresse électronique",
            send="Recevoir un code",
            nothing_to_remember="Pas de mot de passe : un code et un lien vous arrivent par courriel.",
            on_its_way="Si cette adresse est connue, un message est en route. "
            "Tapez le code qu’il contient, ou ouvrez son lien. Les deux valent dix minutes.",
            code="Le code reçu",
            digits="Huit chiffres.",
            enter="Entrer",
            again="Rien reçu ? Regardez dans les indésirables, vérifiez l’adresse, ou demandez un autre code.",
            from_link="Entrer dans Maillage",
            from_link_text="Votre lien est ouvert. Appuyez pour entrer sur cet appareil.",
            choose="Choisissez un réseau",
            choose_text="Votre adresse est connue de plusieurs réseaux.",
            signed_in="Vous êtes entré·e",
            signed_in_as="{person}, réseau « {network} ».",
            others="Vos autres réseaux",
            go_to="{network} ({person})",
            sign_out="Sortir",
            signed_out="Vous êtes sorti·e",
            signed_out_text="Cet appareil n’est plus connecté.",
            refused="Impossible d’entrer",
        ),
        "en": Words(
            sign_in="Sign in",
            address="Your e-mail address",
            send="Send me a code",
            nothing_to_remember="No password: a code and a link come to you by e-mail.",
            on_its_way="If this address is known, a message is on its way. "
            "Type the code in it, or open its link. Both are good for ten minutes.",
            code="The code you got",
            digits="Eight digits.",
            enter="Sign in",
            again="Nothing came? Look into your spam, check the address, or ask for another code.",
            from_link="Sign in to Maillage",
            from_link_text="Your link is open. Press to sign in on this device.",
            choose="Choose a network",
            choose_text="Several networks know your address.",
            signed_in="You are signed in",
            signed_in_as="{person}, network “{network}”.",
            others="Your other networks",
            go_to="{network} ({person})",
            sign_out="Sign out",
            signed_out="You are signed out",
            signed_out_text="This device is not connected any more.",
            refused="You cannot sign in",
        ),
    }
)
