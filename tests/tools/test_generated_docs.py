from tools.generate_docs import pages, stale, write


def test_the_reference_is_as_the_code_the_law_and_the_contracts_say():
    assert stale(pages()) == [], "run make docs and commit what it writes"


def test_a_page_that_is_changed_missing_or_left_over_is_stale(tmp_path):
    made = {"checks/one.md": "# one\n", "law/tm.md": "# law\n"}
    assert write(made, folder=tmp_path) == ["checks/one.md", "law/tm.md"]
    assert stale(made, folder=tmp_path) == []
    (tmp_path / "checks" / "one.md").write_text("# another\n")
    (tmp_path / "law" / "old.md").write_text("# gone\n")
    (tmp_path / "checks" / "old.svg").write_text("<svg/>")
    assert write(made, folder=tmp_path) == ["checks/old.svg", "checks/one.md", "law/old.md"]
    assert stale(made, folder=tmp_path) == []


def test_making_the_pages_twice_gives_the_same_pages():
    assert pages() == pages()
