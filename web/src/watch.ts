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

/** The first view as the server has it now: parts of it are made, and the store changes, while it is
 * read.  Only another tag is worth its bytes. */
export function watchBrief(renew: (main: HTMLElement) => void): void {
    let known = "";
    const fetchTag = async (): Promise<string> =>
        (await fetch("/", { method: "HEAD" })).headers.get("ETag") ?? known;
    const look = async (): Promise<void> => {
        const tag = await fetchTag();
        if (tag === known) {
            return;
        }
        const answer = await fetch("/");
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const fresh = page.querySelector<HTMLElement>("main"), old = document.querySelector("main");
        if (answer.ok && fresh !== null && old !== null) {
            known = answer.headers.get("ETag") ?? "";
            const main = document.importNode(fresh, true);
            old.replaceWith(main);
            renew(main);
        }
    };

    void fetchTag().then((tag) => {
        known = document.querySelector("#unfinished") === null ? tag : "";
    }).catch(() => undefined);
    setInterval(() => {
        if (document.visibilityState === "visible") {
            void look().catch(() => undefined); // the store is being read anew: the next time
        }
    }, PAUSE);
}
