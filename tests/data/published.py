"""What a store holds of the published files that published.csv lists, counted.

SPDX-License-Identifier: MIT
"""
FACTS = "SELECT count(*) FROM {} t JOIN files f USING (file) WHERE f.name = ? AND f.\"set\" = ?"


def tables(db):
    """The tables whose rows stand in a file."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return [name for name in names if name != "rejects" and
            {"file", "line", "part"} <= {row[1] for row in db.execute(f"PRAGMA table_info({name})")}]


def found(db, name, set_name):
    """Version, facts, rejects, unmatched, last day of a file of the store."""
    row = db.execute("SELECT file, version, last FROM files WHERE name = ? AND \"set\" = ?",
                     (name, set_name)).fetchone()
    if row is None:
        return None
    facts = sum(db.execute(FACTS.format(t), (name, set_name)).fetchone()[0] for t in tables(db))
    reasons = [r[0] for r in db.execute("SELECT reason FROM rejects WHERE file = ?", (row[0],))]
    unmatched = sum(r.startswith("unmatched ") for r in reasons)
    return [row[1], str(facts), str(len(reasons) - unmatched), str(unmatched), row[2] or ""]


def problems(db, row):
    """What is wrong with what a store holds of the file of a row of published.csv."""
    have = found(db, row["path"].rpartition("/")[2], row["set"])
    want = [row[k] for k in ("version", "facts", "rejects", "unmatched", "last")]
    return [] if have == want else [f"{have} instead of {want}"]
