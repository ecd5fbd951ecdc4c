"""Is another authorised at an address of the application already?"""

from collections.abc import Iterator
from datetime import date

from rugsat.domain.licensing.facts import Facts
from rugsat.domain.licensing.law_view import Law
from rugsat.domain.licensing.outcome import Looked, Point, met, not_asked, unknown, unmet
from rugsat.domain.licensing.registered import registered
from rugsat.domain.licensing.requirement import requirement
from rugsat.kernel.names.fold import words_of


@requirement(roles=("miner",), rests_on=("mining.one_address_one_licence",))
def one_address_one_licence(facts: Facts, law: Law, on: date) -> Iterator[Point]:
    """At no address of the application does the register hold the site of another authorisation.

    Addresses are compared by their words in any order, script and spelling. Where all words of the shorter address
    stand in the longer one, they may be the same place, and an officer decides. Evidence: the register itself.
    """
    if not law.requires("mining.one_address_one_licence"):
        yield not_asked("Several may be authorised at one address.")
        return
    used = [(frozenset(words_of(address)), address, held) for address, held in registered(facts).addresses.items()]
    for site in facts.sites:
        about, words = f"site:{site.site}", frozenset(words_of(site.address))
        looked = Looked("register", f"address:{site.address}", "register")
        if not words:
            yield unmet("The site {site} has no address.", about=about, site=site.site)
            continue
        same = next((each for each in used if each[0] == words), None)
        near = next((each for each in used if each[0] and (each[0] <= words or words <= each[0])), None)
        if same:
            message = "At the address of {site} the register holds {held}."
            yield unmet(message, looked, about=about, site=site.site, held=same[2])
        elif near:
            message = "The address of {site} may be {address}, where the register holds {held}."
            yield unknown(message, looked, about=about, site=site.site, address=near[1], held=near[2])
        else:
            yield met("At the address of {site} the register holds no other.", looked, about=about, site=site.site)
    if not facts.sites:
        yield unmet("The application names no site.")
