"""DuckDB writing one line for each fault, with the row and the rule."""

from pathlib import Path

import duckdb

from rugsat.kernel.identifiers.country import countries
from rugsat.kernel.identifiers.currency import currencies
from rugsat.kernel.identifiers.dti import is_dti
from rugsat.kernel.identifiers.lei import is_lei

_FAULTS = """
COPY (
  WITH judged AS (
    SELECT rowid + 1 AS row, unnest([
      CASE WHEN casp_lei NOT IN (FROM good_lei) THEN 'casp_lei.lei' END,
      CASE WHEN client_lei NOT IN (FROM good_lei) THEN 'client_lei.lei' END,
      CASE WHEN casp_lei NOT IN (FROM licensed) THEN 'casp_lei.registered' END,
      CASE WHEN dti NOT IN (FROM good_dti) THEN 'dti.dti' END,
      CASE WHEN side NOT IN ('BUYI', 'SELL') THEN 'side.one_of' END,
      CASE WHEN ccy NOT IN (FROM currencies) THEN 'ccy.currency' END,
      CASE WHEN country NOT IN (FROM countries) THEN 'country.country' END,
      CASE WHEN NOT coalesce(TRY_CAST(qty AS DECIMAL(18, 6)) > 0, false) THEN 'qty.range' END,
      CASE WHEN NOT coalesce(TRY_CAST(price AS DECIMAL(18, 2)) >= 0, false) THEN 'price.range' END,
      CASE WHEN abs(TRY_CAST(qty AS DECIMAL(18, 6)) * TRY_CAST(price AS DECIMAL(18, 2))
                    - TRY_CAST(amount AS DECIMAL(18, 2))) > 0.02 THEN 'qty+price.product' END,
      CASE WHEN NOT coalesce(try_strptime(ts, '%Y-%m-%dT%H:%M:%SZ')
                    BETWEEN TIMESTAMP '2025-12-31 19:00:00' AND TIMESTAMP '2026-01-31 18:59:59', false)
           THEN 'ts.moment' END
    ]) AS rule FROM filed
  )
  SELECT row, rule FROM judged WHERE rule IS NOT NULL
  UNION ALL
  SELECT f.rowid + 1, 'tx_id.unique' FROM filed f
  JOIN (SELECT tx_id, min(rowid) AS first FROM filed GROUP BY tx_id HAVING count(*) > 1) d USING (tx_id)
  WHERE f.rowid > d.first
) TO '{faults}' (HEADER)
"""


def run(path: Path) -> tuple[int, str]:
    faults = path.with_suffix(".duckdb.csv")
    with duckdb.connect() as database:
        database.execute(f"CREATE TABLE filed AS FROM read_csv('{path}', all_varchar = true)")
        distinct = "SELECT DISTINCT casp_lei FROM filed UNION SELECT DISTINCT client_lei FROM filed"
        leis = [value for (value,) in database.execute(distinct).fetchall() if is_lei(value)]
        dtis = [value for (value,) in database.execute("SELECT DISTINCT dti FROM filed").fetchall() if is_dti(value)]
        lists = {"good_lei": leis, "good_dti": dtis, "currencies": list(currencies()), "countries": list(countries())}
        for name, values in lists.items():
            database.execute(f"CREATE TABLE {name} AS SELECT unnest(?) AS value", [values])
        database.execute(f"CREATE TABLE licensed AS FROM read_csv('{path.with_suffix('.licensed.csv')}')")
        database.execute(_FAULTS.format(faults=faults))
    with faults.open() as file:
        found = sum(1 for _ in file) - 1
    faults.unlink()
    return found, "12 rules; names row and rule of every fault"
