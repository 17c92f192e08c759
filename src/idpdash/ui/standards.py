"""Standards and thresholds: each with value, unit, source and band, and the form in which a coordinator sets them."""

from __future__ import annotations

import streamlit as st

from idpdash import clock
from idpdash.formats import _, ngettext, number
from idpdash.standards import KINDS, LEVELS, OWN, STANDARDS, Standard, Standards
from idpdash.store.record import choose
from idpdash.ui import actions, data, show
from idpdash.ui.recording import close_dialog, is_open, open_dialog

FORM = "standards"
SINGLE = (
    "m2_per_person", "people_per_toilet", "stale_days", "report_days",
    "answer_days", "answer_critical_days", "offer_stale_days", "held_days",
)  # fmt: skip


def button(standards: Standards) -> None:
    """Draw the way to the standards; say how many were chosen by a coordinator."""
    changed = sum(1 for key in STANDARDS if not standards.default(key))
    label = _("Standards and thresholds")
    if changed:
        label = _("{label} ({count} changed)").format(label=label, count=number(changed))
    st.button(label, icon=":material/tune:", key="standards_open", on_click=open_dialog, args=(FORM,))
    if is_open(FORM):
        _dialog(standards)


@st.dialog(_("Standards and thresholds"), width="large", on_dismiss=close_dialog)
def _dialog(standards: Standards) -> None:
    """Draw every standard with its value; all that is changed is saved as one act."""
    st.caption(
        _(
            "A standard bounds the places that a site counts for, and a threshold decides when a city is watched. "
            "Neither ever blocks a promise or a count. An empty field takes the default back."
        )
    )
    with st.form(FORM, border=False):
        standing, pressing = st.tabs([_("Standards and days"), _("Watch, warning, critical")])
        with standing:
            _standing(standards)
        with pressing:
            _pressing(standards)
        token = actions.token(FORM)
        st.form_submit_button(_("Save"), type="primary", key=token, on_click=_save, args=(token, standards))
    actions.said(FORM)
    if not is_open(FORM):  # saved: only a run of the whole page takes the dialog away and says it
        st.rerun()


def _standing(standards: Standards) -> None:
    """Draw the fields of the standards and of what is late, each with its source and band."""
    for at in range(0, len(SINGLE), 2):
        for column, key in zip(st.columns(2), SINGLE[at : at + 2], strict=True):
            with column:
                _field(STANDARDS[key], standards)
                st.html(show.tag("div", said_of(STANDARDS[key]), "source"))


def _pressing(standards: Standards) -> None:
    """Draw the fields of the thresholds, three of a kind, with what they usually are and why."""
    for kind in KINDS:
        for column, level in zip(st.columns(len(LEVELS)), LEVELS, strict=True):
            with column:
                _field(STANDARDS[f"{level}_{kind}"], standards)
        st.html(show.tag("div", thresholds_of(kind), "source"))
    st.html(show.tag("div", _("Each of them: {own}").format(own=OWN), "source"))


def said_of(standard: Standard) -> str:
    """Return the source of a standard and the band in which it lies."""
    default = shown(standard, getattr(Standards(), standard.key))
    told = [_("usually {value}").format(value=default), standard.means, standard.source]
    return "; ".join(part for part in told if part)


def thresholds_of(kind: str) -> str:
    """Return what the three thresholds of one kind usually are, and why."""
    usual = [f"{_written(STANDARDS[f'{level}_{kind}'], getattr(Standards(), f'{level}_{kind}'))}" for level in LEVELS]
    unit = STANDARDS[f"{LEVELS[0]}_{kind}"].unit
    return _("usually {watch}, {warning} and {critical} {unit}. {why}").format(
        watch=usual[0], warning=usual[1], critical=usual[2], unit=unit, why=KINDS[kind]
    )


def shown(standard: Standard, value: float) -> str:
    """Return a value with its unit, as a person writes it: 80 %, 3.5 m²."""
    return f"{_written(standard, value)} {standard.unit}".strip()


def _written(standard: Standard, value: float) -> str:
    """Return a value as it stands in its field."""
    return f"{value * (100 if standard.share else 1):g}"


def _field(standard: Standard, standards: Standards) -> None:
    """Draw the field of one standard."""
    now = _written(standard, getattr(standards, standard.key))
    st.text_input(f"{standard.label} ({standard.unit})", value=now, key=_key(standard, now), autocomplete="off")


def _key(standard: Standard, now: str) -> str:
    """Return the key of a field: another value in the store is another field, which shows it."""
    return f"{FORM}_{standard.key}_{now}"


def _save(token: str, standards: Standards) -> None:
    """Save what was changed, and say it."""
    changed: dict[str, str] = {}
    for key, standard in STANDARDS.items():
        now = _written(standard, getattr(standards, key))
        text = str(st.session_state.get(_key(standard, now), now)).strip().replace(",", ".")
        if text != now:
            changed[key] = as_stored(standard, text)
    if not changed and actions.say_again():
        return
    store, moment = data.store(), clock.now()
    words = ngettext("{count} standard or threshold is set", "{count} standards or thresholds are set", len(changed))
    done = actions.act(
        lambda: choose(store, changed, by=actions.BY, now=moment, token=token),
        words.format(count=number(len(changed))),
        where=FORM,
    )
    if done:
        st.session_state["_said_where"] = ""  # the page says it: the form closes
        close_dialog()


def as_stored(standard: Standard, text: str) -> str:
    """Return what a person wrote as it is stored: per cent as a share; what is no number stays, and is refused."""
    try:
        return f"{float(text) / (100 if standard.share else 1):.10g}" if text else ""
    except ValueError:
        return text
