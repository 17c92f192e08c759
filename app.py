"""The frame of idpdash: `streamlit run app.py`."""

from idpdash.ui import page

page.run()
