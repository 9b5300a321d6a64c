"""docker-compose.yml, read as Compose would: there is no Docker engine where the tests run."""

import re

import pytest

from scripts import deployment

PORTAL = ("web", "worker", "beat", "migrate")
LASTING = ("postgres", "redis", "web", "worker", "beat", "mailpit")


@pytest.fixture(scope="module")
def services():
    return deployment.compose()["services"]


@pytest.mark.parametrize("name", LASTING)
def test_every_service_that_lasts_tells_how_it_is(services, name):
    check = services[name]["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert {"interval", "timeout", "retries"} <= check.keys()


def test_web_is_healthy_when_it_is_ready(services):
    assert "/readyz" in " ".join(services["web"]["healthcheck"]["test"])


def test_one_image_runs_the_whole_portal(services):
    assert {services[name]["image"] for name in PORTAL} == {"suvanto"}
    assert all(services[name]["environment"] == services["web"]["environment"] for name in PORTAL)


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_starts_before_the_database_is_migrated(services, name):
    assert services[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_each_image_names_its_release(services):
    foreign = [service["image"] for service in services.values() if service["image"] != "suvanto"]
    assert all(re.search(r":v?\d", image) for image in foreign), foreign
    assert re.search(r"^FROM python:3\.\d+-slim-\w+$", (deployment.ROOT / "Dockerfile").read_text(), re.MULTILINE)


def test_logs_do_not_fill_the_disk(services):
    assert all(services[name]["logging"]["options"]["max-size"] for name in (*PORTAL, "postgres", "redis"))


def test_no_secret_stands_in_the_file(services):
    """Each comes from the environment, and the start fails with a sentence where it is not there."""
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if re.search("SECRET|KEY|PASSWORD", name):
                assert re.fullmatch(rf"\$\{{{name}:(\?.+|-)\}}", value), name


def test_the_sample_environment_holds_no_secret_either():
    for line in (deployment.ROOT / ".env.example").read_text().splitlines():
        if re.match("[A-Z_]*(SECRET|KEY|PASSWORD)", line):
            assert line.endswith("="), line


def test_every_name_that_compose_asks_for_is_in_the_sample():
    asked = set(re.findall(r"\$\{(\w+)", (deployment.ROOT / "docker-compose.yml").read_text()))
    assert asked == deployment.sample().keys()


def test_nothing_is_open_to_the_network_but_through_the_machines_own_web_server(services):
    for service in services.values():
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_data_outlives_its_container(services):
    volumes = deployment.compose()["volumes"]
    assert services["postgres"]["volumes"] == ["postgres:/var/lib/postgresql/data"]
    assert services["redis"]["volumes"] == ["redis:/data"]
    assert set(volumes) == {"postgres", "redis"}


def test_mailpit_is_for_development_only(services):
    assert [name for name, service in services.items() if service.get("profiles")] == ["mailpit"]
    assert services["mailpit"]["profiles"] == ["dev"]


def test_the_image_runs_as_an_ordinary_user_from_pinned_wheels():
    lines = (deployment.ROOT / "Dockerfile").read_text()
    assert "\nUSER suvanto\n" in lines
    assert "--require-hashes --only-binary=:all:" in lines
