"""Two editors who save the same object at once, each on a different server."""

import threading

from wagtail import hooks

from tests.own_connections import with_own_connections

TOLD = "Nothing is overwritten: what you typed stands below."


def saved_at_once(hook, save, editors, forms):
    """Both read the object before either saves it, as the hook arranges;

    returns both answers, 200 first.
    """
    both, answers = threading.Barrier(2, timeout=60), []

    def wait(request, instance):
        both.wait()

    @with_own_connections
    def run(editor, form, word):
        answers.append(save(editor, form, word))

    with hooks.register_temporarily(hook, wait):
        threads = [
            threading.Thread(target=run, args=each)
            for each in zip(editors, forms, ("One", "Other"), strict=True)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return sorted(answers, key=lambda answer: answer.status_code)
