"""The views have the columns that `dateline schema` prints."""

from pathlib import Path

import pytest
from loose_types import loose
from small_output import output

from pipelines.views.connect import DAY, MONTH, connect
from schemas.cluster import DERIVED
from schemas.tables import CONTRACT, TABLES


@pytest.mark.parametrize("name", CONTRACT)
def test_a_view_has_the_columns_of_its_contract(tmp_path: Path, name: str) -> None:
    found = connect(output(tmp_path).root).sql(f"from {name}").to_arrow_table().schema
    partition = [MONTH] if name in DERIVED else [DAY] if name in TABLES and name != "gaps" else []
    wanted = [*CONTRACT[name], *partition]
    assert [(field.name, str(field.type)) for field in found] == [(f.name, str(loose(f.type))) for f in wanted]
