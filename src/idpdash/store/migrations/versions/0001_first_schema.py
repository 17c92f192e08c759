"""The first schema: reference data as identities and dated statements, facts, uploads, rows kept aside."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def one_of(column: str, *codes: str) -> str:
    """Return the condition that a column holds one of the codes (or nothing)."""
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def not_negative(*names: str) -> str:
    """Return the condition that counts are not below zero (missing is allowed)."""
    return " AND ".join(f"({name} IS NULL OR {name} >= 0)" for name in names)


def upgrade() -> None:
    """Make all tables."""
    op.create_table(
        "cities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cities"),
        sa.UniqueConstraint("code", name="uq_cities_code"),
    )
    op.create_table(
        "data_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_data_version"),
    )
    op.create_table(
        "needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_needs"),
        sa.UniqueConstraint("code", name="uq_needs_code"),
    )
    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offers"),
        sa.UniqueConstraint("code", name="uq_offers_code"),
    )
    op.create_table(
        "places",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_places"),
        sa.UniqueConstraint("code", name="uq_places_code"),
    )
    op.create_table(
        "sites",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sites"),
        sa.UniqueConstraint("code", name="uq_sites_code"),
    )
    op.create_table(
        "uploads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=True),
        sa.Column("fingerprint", sa.String(length=64), nullable=True),
        sa.Column("layout", sa.String(length=60), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(), nullable=False),
        sa.Column("loaded_by", sa.String(length=120), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("rows_loaded", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=True),
        sa.Column("period_end", sa.Date(), nullable=True),
        sa.Column("longest_period_days", sa.Integer(), nullable=True),
        sa.Column("listed_at", sa.DateTime(), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.CheckConstraint(one_of("status", "live", "superseded", "undone"), name="ck_uploads_status_known"),
        sa.ForeignKeyConstraint(["superseded_by"], ["uploads.id"], name="fk_uploads_superseded_by"),
        sa.PrimaryKeyConstraint("id", name="pk_uploads"),
    )
    op.create_index("ix_uploads_fingerprint", "uploads", ["fingerprint"], unique=False)
    op.create_table(
        "city_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("country", sa.String(length=100), nullable=True),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("tax_revenue", sa.Double(), nullable=True),
        sa.Column("desk_phone", sa.String(length=60), nullable=True),
        sa.Column("desk_mail", sa.String(length=120), nullable=True),
        sa.CheckConstraint(
            not_negative("population", "tax_revenue"), name="ck_city_statements_population_not_negative"
        ),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name="fk_city_statements_city_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_city_statements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_city_statements"),
        sa.UniqueConstraint("city_id", "upload_id", name="uq_city_statements_city_id_upload_id"),
    )
    op.create_table(
        "movements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("origin_place_id", sa.Integer(), nullable=True),
        sa.Column("origin_as_written", sa.String(length=200), nullable=True),
        sa.Column("destination_place_id", sa.Integer(), nullable=False),
        sa.Column("destination_as_written", sa.String(length=200), nullable=True),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("individuals", sa.Integer(), nullable=False),
        sa.Column("f_0_4", sa.Integer(), nullable=True),
        sa.Column("f_5_11", sa.Integer(), nullable=True),
        sa.Column("f_12_17", sa.Integer(), nullable=True),
        sa.Column("f_18_59", sa.Integer(), nullable=True),
        sa.Column("f_60_plus", sa.Integer(), nullable=True),
        sa.Column("f_unknown", sa.Integer(), nullable=True),
        sa.Column("m_0_4", sa.Integer(), nullable=True),
        sa.Column("m_5_11", sa.Integer(), nullable=True),
        sa.Column("m_12_17", sa.Integer(), nullable=True),
        sa.Column("m_18_59", sa.Integer(), nullable=True),
        sa.Column("m_60_plus", sa.Integer(), nullable=True),
        sa.Column("m_unknown", sa.Integer(), nullable=True),
        sa.Column("u_unknown", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("reason_as_written", sa.String(length=120), nullable=True),
        sa.Column("priority_need", sa.String(length=120), nullable=True),
        sa.Column("basis", sa.String(length=10), nullable=True),
        sa.Column("operation", sa.String(length=120), nullable=True),
        sa.Column("record_id", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            one_of("basis", "registered", "observed", "estimated", "survey"), name="ck_movements_basis_known"
        ),
        sa.CheckConstraint(
            one_of("direction", "arrival", "departure", "return", "onward"), name="ck_movements_direction_known"
        ),
        sa.CheckConstraint(
            one_of(
                "reason",
                "conflict",
                "insecurity",
                "rights_violation",
                "disaster_sudden",
                "disaster_slow",
                "eviction",
                "other",
                "unknown",
            ),
            name="ck_movements_reason_known",
        ),
        sa.CheckConstraint(
            not_negative(
                "individuals",
                "households",
                "f_0_4",
                "f_5_11",
                "f_12_17",
                "f_18_59",
                "f_60_plus",
                "f_unknown",
                "m_0_4",
                "m_5_11",
                "m_12_17",
                "m_18_59",
                "m_60_plus",
                "m_unknown",
                "u_unknown",
            ),
            name="ck_movements_individuals_not_negative",
        ),
        sa.CheckConstraint("period_start <= period_end", name="ck_movements_period_in_order"),
        sa.ForeignKeyConstraint(["destination_place_id"], ["places.id"], name="fk_movements_destination_place_id"),
        sa.ForeignKeyConstraint(["origin_place_id"], ["places.id"], name="fk_movements_origin_place_id"),
        sa.ForeignKeyConstraint(["superseded_by"], ["uploads.id"], name="fk_movements_superseded_by"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_movements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_movements"),
    )
    op.create_index(
        "ix_movements_flow",
        "movements",
        [
            "period_end",
            "period_start",
            "direction",
            "destination_place_id",
            "origin_place_id",
            "upload_id",
            "superseded_by",
            "individuals",
        ],
        unique=False,
    )
    op.create_table(
        "need_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("need_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("city_as_written", sa.String(length=200), nullable=True),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("priority", sa.String(length=10), nullable=False),
        sa.Column("needed_by", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            one_of(
                "item",
                "places",
                "transport",
                "relief_kits",
                "food_parcels",
                "medical_staff",
                "interpreters",
                "school_places",
                "funds",
                "expertise",
                "other",
            ),
            name="ck_need_statements_item_known",
        ),
        sa.CheckConstraint(one_of("priority", "critical", "high", "normal"), name="ck_need_statements_priority_known"),
        sa.CheckConstraint(one_of("status", "open", "withdrawn", "closed"), name="ck_need_statements_status_known"),
        sa.CheckConstraint("quantity > 0", name="ck_need_statements_quantity_positive"),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name="fk_need_statements_city_id"),
        sa.ForeignKeyConstraint(["need_id"], ["needs.id"], name="fk_need_statements_need_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_need_statements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_need_statements"),
        sa.UniqueConstraint("need_id", "upload_id", name="uq_need_statements_need_id_upload_id"),
    )
    op.create_table(
        "occupancy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("superseded_by", sa.Integer(), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("counted_on", sa.Date(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        sa.Column("individuals", sa.Integer(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column("places_reported", sa.Integer(), nullable=True),
        sa.Column("basis", sa.String(length=10), nullable=True),
        sa.Column("record_id", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            one_of("basis", "registered", "observed", "estimated", "survey"), name="ck_occupancy_basis_known"
        ),
        sa.CheckConstraint(
            not_negative("individuals", "households", "places_reported"), name="ck_occupancy_individuals_not_negative"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_occupancy_site_id"),
        sa.ForeignKeyConstraint(["superseded_by"], ["uploads.id"], name="fk_occupancy_superseded_by"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_occupancy_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_occupancy"),
    )
    op.create_index(
        "ix_occupancy_site_id_counted_on_counted_at", "occupancy", ["site_id", "counted_on", "counted_at"], unique=False
    )
    op.create_index(
        "ix_occupancy_places_reported",
        "occupancy",
        ["site_id", "counted_on", "counted_at"],
        unique=False,
        sqlite_where=sa.text("places_reported IS NOT NULL"),
        postgresql_where=sa.text("places_reported IS NOT NULL"),
    )
    op.create_table(
        "offer_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("city_id", sa.Integer(), nullable=False),
        sa.Column("city_as_written", sa.String(length=200), nullable=True),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.String(length=20), nullable=False),
        sa.Column("to_city_id", sa.Integer(), nullable=True),
        sa.Column("to_city_as_written", sa.String(length=200), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("available_from", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("conditions", sa.String(length=500), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("status_reason", sa.String(length=300), nullable=True),
        sa.CheckConstraint(
            one_of(
                "item",
                "places",
                "transport",
                "relief_kits",
                "food_parcels",
                "medical_staff",
                "interpreters",
                "school_places",
                "funds",
                "expertise",
                "other",
            ),
            name="ck_offer_statements_item_known",
        ),
        sa.CheckConstraint(one_of("status", "open", "withdrawn", "closed"), name="ck_offer_statements_status_known"),
        sa.CheckConstraint("quantity > 0", name="ck_offer_statements_quantity_positive"),
        sa.CheckConstraint("to_city_id IS NULL OR to_city_id <> city_id", name="ck_offer_statements_not_to_oneself"),
        sa.ForeignKeyConstraint(["city_id"], ["cities.id"], name="fk_offer_statements_city_id"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name="fk_offer_statements_offer_id"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_offer_statements_site_id"),
        sa.ForeignKeyConstraint(["to_city_id"], ["cities.id"], name="fk_offer_statements_to_city_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_offer_statements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_offer_statements"),
        sa.UniqueConstraint("offer_id", "upload_id", name="uq_offer_statements_offer_id_upload_id"),
    )
    op.create_table(
        "place_aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=200), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_place_aliases_place_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_place_aliases_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_place_aliases"),
        sa.UniqueConstraint("source", "folded", "upload_id", name="uq_place_aliases_source_folded_upload_id"),
    )
    op.create_table(
        "place_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("geometry", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["parent_id"], ["places.id"], name="fk_place_statements_parent_id"),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_place_statements_place_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_place_statements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_place_statements"),
        sa.UniqueConstraint("place_id", "upload_id", name="uq_place_statements_place_id_upload_id"),
    )
    op.create_table(
        "site_statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.Column("place_as_written", sa.String(length=200), nullable=True),
        sa.Column("site_type", sa.String(length=20), nullable=True),
        sa.Column("site_type_local", sa.String(length=120), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("status", sa.String(length=10), nullable=True),
        sa.Column("floor_area_m2", sa.Double(), nullable=True),
        sa.Column("beds", sa.Integer(), nullable=True),
        sa.Column("toilets", sa.Integer(), nullable=True),
        sa.Column("safe_room_seats", sa.Integer(), nullable=True),
        sa.Column("staffed_places", sa.Integer(), nullable=True),
        sa.Column("legal_limit", sa.Integer(), nullable=True),
        sa.Column("accessible_beds", sa.Integer(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("sensitive", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            one_of(
                "site_type",
                "planned_camp",
                "collective_centre",
                "reception_transit",
                "self_settled",
                "host_family",
                "rental",
                "other",
            ),
            name="ck_site_statements_site_type_known",
        ),
        sa.CheckConstraint(
            one_of("status", "planned", "open", "paused", "closed"), name="ck_site_statements_status_known"
        ),
        sa.CheckConstraint(
            not_negative(
                "beds",
                "legal_limit",
                "floor_area_m2",
                "toilets",
                "safe_room_seats",
                "staffed_places",
                "accessible_beds",
            ),
            name="ck_site_statements_beds_not_negative",
        ),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_site_statements_place_id"),
        sa.ForeignKeyConstraint(["site_id"], ["sites.id"], name="fk_site_statements_site_id"),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_site_statements_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_site_statements"),
    )
    op.create_index("ix_site_statements_site_id_valid_from", "site_statements", ["site_id", "valid_from"], unique=False)
    op.create_index("ix_site_statements_upload_id", "site_statements", ["upload_id"], unique=False)
    op.create_table(
        "waiting_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("upload_id", sa.Integer(), nullable=False),
        sa.Column("layout", sa.String(length=20), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.String(), nullable=False),
        sa.Column("issues", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["upload_id"], ["uploads.id"], name="fk_waiting_rows_upload_id"),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_rows"),
    )
    op.create_index("ix_waiting_rows_upload_id", "waiting_rows", ["upload_id"], unique=False)
    op.create_table(
        "city_places",
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("place_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name="fk_city_places_place_id"),
        sa.ForeignKeyConstraint(["statement_id"], ["city_statements.id"], name="fk_city_places_statement_id"),
        sa.PrimaryKeyConstraint("statement_id", "place_id", name="pk_city_places"),
    )


def downgrade() -> None:
    """Remove all tables."""
    op.drop_table("city_places")
    op.drop_table("waiting_rows")
    op.drop_table("site_statements")
    op.drop_table("place_statements")
    op.drop_table("place_aliases")
    op.drop_table("offer_statements")
    op.drop_table("occupancy")
    op.drop_table("need_statements")
    op.drop_table("movements")
    op.drop_table("city_statements")
    op.drop_table("uploads")
    op.drop_table("sites")
    op.drop_table("places")
    op.drop_table("offers")
    op.drop_table("needs")
    op.drop_table("data_version")
    op.drop_table("cities")
