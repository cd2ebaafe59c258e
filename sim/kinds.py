"""Kinds of jobs: categories of honest work, and the prohibited kinds that rings draw people into."""

from policies.records import Kind

CATEGORIES: tuple[str, ...] = (
    "writing",
    "data_entry",
    "transcription",
    "translation",
    "design_logo",
    "web_coding",
    "app_development",
    "video_editing",
    "photo",
    "survey",
    "sales_support",
    "virtual_assistant",
    "product_listing",
    "reviews",
    "naming",
    "accounting",
)
# What ordinary clients do without meaning harm: ask for personal data, for work unpaid, to deal or to talk elsewhere.
SLIPS: tuple[Kind, ...] = (Kind.LIST_BUILDING, Kind.UNPAID_TRIAL, Kind.DIRECT_DEALING, Kind.OFF_PLATFORM)
# What small marketers advertise.
ADVERTS: tuple[Kind, ...] = (Kind.MLM, Kind.LISTING_AS_AD, Kind.AFFILIATE)
TACTICS: tuple[Kind, ...] = tuple(kind for kind in Kind if Kind.MLM <= kind <= Kind.OFF_PLATFORM)
