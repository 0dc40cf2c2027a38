// watch.ts - rows that others add to the store while one looks on
//
// SPDX-License-Identifier: MIT

const PAUSE = 1500;

/** The rows as the server has them now, asked for again while the page is seen. */
export function watchRows(table: HTMLTableElement): void {
    let known = "";

    setInterval(() => {
        if (document.visibilityState !== "visible") {
            return;
        }
        void fetch(location.pathname).then(async (answer) => {
            const tag = answer.headers.get("ETag") ?? "";
            if (!answer.ok || tag === known) {
                return;
            }
            known = tag;
            const page = new DOMParser().parseFromString(await answer.text(), "text/html");
            const fresh = page.querySelector("table.rows tbody");
            if (fresh !== null) {
                table.tBodies[0].replaceWith(document.importNode(fresh, true));
                document.querySelector<HTMLElement>("main .none")?.toggleAttribute("hidden",
                    page.querySelector(".none") === null);
            }
        }).catch(() => undefined); // the store is being read anew: the next time
    }, PAUSE);
}
