// run.ts - a scenario that is run while one looks on: its picture fills as runs are made
//
// SPDX-License-Identifier: MIT
import { button } from "./download";

interface Progress { done: number; total: number }
interface Picture { runs: number; html: string }

// The server drew it; here its nodes take the place of the old ones.  No script of it would run.
function show(place: HTMLElement, html: string, enhance: (root: ParentNode) => void): void {
    const page = new DOMParser().parseFromString(html, "text/html");
    place.replaceChildren(...[...page.body.childNodes].map((node) => document.importNode(node, true)));
    enhance(place);
}

function follow(query: string, command: string): void {
    history.replaceState(null, "", `${location.pathname}?${query}`);
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".take a")) {
        link.href = `${new URL(link.href).pathname}?${query}`;
    }
    const shown = document.querySelector(".making code");
    if (shown !== null) {
        shown.textContent = command;
    }
}

// The source says only that there is none: the problem is read by asking once more.
async function whyNot(address: string): Promise<string> {
    const control = new AbortController();
    try {
        const answer = await fetch(address, { signal: control.signal });
        if (!answer.ok) {
            return ((await answer.json()) as { detail: string }).detail;
        }
        control.abort();
        return "The run was broken off; try again.";
    } catch {
        return "The server does not answer.";
    }
}

/** The form of the scenarios runs them here, and tells how far they are. */
export function addRunning(form: HTMLFormElement, enhance: (root: ParentNode) => void): void {
    const place = document.querySelector<HTMLElement>("#runs");
    const bar = document.createElement("progress");
    const said = document.createElement("span");
    const box = document.createElement("p");
    let source: EventSource | null = null;

    const end = (words: string): void => {
        source?.close();
        source = null;
        bar.hidden = stop.hidden = true;
        said.textContent = words;
    };
    const stop = button("Stop", () => end("Stopped; what is shown is of the runs until then."));

    bar.setAttribute("aria-label", "Runs that are made");
    said.setAttribute("role", "status");
    box.className = "running";
    bar.hidden = stop.hidden = true;
    box.append(bar, " ", stop, " ", said);
    form.after(box);
    form.addEventListener("submit", (event) => {
        const query = new URLSearchParams([...new FormData(form)]
            .filter(([, value]) => value !== "") as [string, string][]).toString();
        if (place === null || !query.includes("scenario=")) {
            return; // those that the page shows of itself
        }
        event.preventDefault();
        end("");
        bar.removeAttribute("value");
        bar.hidden = stop.hidden = false;
        source = new EventSource(`/api/runs/events?${query}`);
        source.addEventListener("progress", (message) => {
            const told = JSON.parse(message.data) as Progress;
            bar.value = told.done / told.total;
        });
        source.addEventListener("picture", (message) => {
            const told = JSON.parse(message.data) as Picture;
            show(place, told.html, enhance);
            said.textContent = `${told.runs} runs so far`;
        });
        source.addEventListener("done", (message) => {
            end("Done.");
            follow(query, (JSON.parse(message.data) as { command: string }).command);
        });
        source.addEventListener("problem", (message) =>
            end((JSON.parse(message.data) as { detail: string }).detail));
        source.addEventListener("error", () => {
            source?.close(); // or it would ask again and again
            void whyNot(`/api/runs/events?${query}`).then(end);
        });
    });
}
