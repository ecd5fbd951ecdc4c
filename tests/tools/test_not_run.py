from tools import not_run


def test_a_run_of_the_tests_says_which_proofs_it_left_out(monkeypatch):
    monkeypatch.setattr(not_run.importlib.util, "find_spec", lambda name: None)
    lines = not_run.left_out("test")
    assert any("tests/" in line and line.endswith("make prove") for line in lines)
    assert any("Spark Connect" in line for line in lines)
    assert any("make bench" in line for line in lines)


def test_an_unknown_run_is_refused_with_its_usage(capsys):
    assert not_run.main(["everything"]) == 2
    assert "test|prove" in capsys.readouterr().err
