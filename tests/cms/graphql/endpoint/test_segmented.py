"""Repeated entries stay in the bounded cache, however one client floods it."""

from cms.graphql.endpoint.segmented import SegmentedCache


def filled(count, uses=3):
    store = SegmentedCache()
    for number in range(count):
        store.put(number, f"document {number}", 10)
        for _ in range(uses):
            store.get(number)
    return store


def test_it_never_holds_more_than_its_limit(settings):
    settings.GRAPHQL_KEPT_DOCUMENTS = 100
    assert len(filled(1_000)) <= 100


def test_it_never_holds_more_characters_than_its_limit(settings):
    settings.GRAPHQL_KEPT_CHARACTERS = 500
    assert len(filled(1_000)) <= 50


def test_a_flood_of_documents_asked_once_pushes_out_nothing_that_is_asked_again(settings):
    settings.GRAPHQL_KEPT_DOCUMENTS = 100
    store = filled(80)
    for number in range(1_000, 3_000):
        store.put(number, "flood", 10)
        store.get(number % 80)
    assert all(store.get(number) for number in range(60))


def test_what_is_asked_again_stays(settings):
    settings.GRAPHQL_KEPT_DOCUMENTS = 100
    store = filled(100, uses=0)
    store.put("new", "new", 10)
    store.get("new")
    for number in range(2_000, 2_100):
        store.put(number, "other", 10)
    assert store.get("new") == "new"


def test_old_favourites_make_room_for_new_ones(settings):
    settings.GRAPHQL_KEPT_DOCUMENTS = 100
    store = filled(80, uses=1_000)
    for number in range(1_000, 1_080):
        store.put(number, "favourite", 10)
        store.get(number)
    assert all(store.get(number) for number in range(1_000, 1_080))
    assert not store.get(0)


def test_a_document_larger_than_the_store_is_not_kept(settings):
    settings.GRAPHQL_KEPT_CHARACTERS = 100
    store = filled(1)
    store.put("huge", "huge", 1_000)
    assert store.get("huge") is None
