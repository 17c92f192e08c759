"""Say it in five minutes: five slides for a wall, the same answers and figures as the pages."""

from idpdash.answers.briefing import briefing
from idpdash.formats import _
from idpdash.ui import data, show, slides
from idpdash.ui.briefing import SLIDES
from idpdash.ui.page import begin

page = begin(_("Briefing"), filtered=False)
if page.empty:
    show.nothing(
        page, _("There is nothing to brief on yet"), _("The briefing is made from the same figures as the pages.")
    )
else:
    slides.bare()
    slides.play(page, SLIDES, lambda: data.answer(page.version, briefing, page.scope))
