"""How published readers of GDELT 2.0 and POLECAT see the columns: names in order, and the types that they cast to.

GDELT: names as gdeltr2 (R) and gdeltPyR (Python) have them, types as GDELT's own table on BigQuery. POLECAT: the header
of the weekly files, as readers of them quote it, types as the data paper describes the columns.
"""

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
GDELT_NAMES = (
    ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
    + [f"Actor{side}{name}" for side in (1, 2) for name in _ACTOR.split()]
    + ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"]
    + ["NumMentions", "NumSources", "NumArticles", "AvgTone"]
    + [f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in _GEO.split()]
    + ["DATEADDED", "SOURCEURL"]
)
GDELT_INTEGERS = {
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "IsRootEvent", "QuadClass", "NumMentions", "NumSources",
    "NumArticles", "Actor1Geo_Type", "Actor2Geo_Type", "ActionGeo_Type", "DATEADDED",
}  # fmt: skip
GDELT_FLOATS = {
    "FractionDate", "GoldsteinScale", "AvgTone",
    *(f"{place}Geo_{name}" for place in ("Actor1", "Actor2", "Action") for name in ("Lat", "Long")),
}  # fmt: skip

_PARTY = (
    "{} Name",
    "{} Country",
    "{} COW",
    "Primary {} Sector",
    "{} Sectors",
    "{} Title",
    "{} Name Raw",
    "Wikipedia {} ID",
)
POLECAT_NAMES = (
    ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    + [name.format(side) for side in ("Actor", "Recipient") for name in _PARTY]
    + ["Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename"]
    + ["Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations"]
    + ["Language", "Version"]
)
POLECAT_FLOATS = {"Intensity", "Latitude", "Longitude"}
POLECAT_DATES = {"Event Date", "Publication Date"}
