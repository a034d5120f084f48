/* Shows the progress of a bulk change. */
(function () {
    "use strict";

    const SECONDS = 5;

    async function look() {
        const answer = await fetch(location.href, { credentials: "same-origin" });
        if (answer.ok) {
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const shown = document.getElementById("bulk-run");
            shown.replaceWith(document.adoptNode(page.getElementById("bulk-run")));
        }
        waitFor();
    }

    function waitFor() {
        if (document.querySelector("#bulk-run[data-goes-on]")) {
            setTimeout(look, SECONDS * 1000);
        }
    }

    waitFor();
})();
