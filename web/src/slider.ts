// slider.ts - one year after another of a picture of one year
//
// SPDX-License-Identifier: MIT

const FIRST = 1816;

function yearOf(address: URL): number | null {
    const found = /(\d{4})(?!.*\d{4})/.exec(address.searchParams.get("time") ?? "");
    return found === null ? null : Number(found[1]);
}

async function draw(figure: HTMLElement, address: URL): Promise<void> {
    const answer = await fetch(`/chart/${figure.dataset.chart}.svg${address.search}`);
    // the page has the styles, and its policy allows no others
    const text = (await answer.text()).replace(/<style>[^]*?<\/style>/, "");
    const drawn = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
    const old = figure.querySelector("svg");
    if (!answer.ok || drawn.tagName !== "svg" || old === null) {
        return;
    }
    drawn.querySelector(".paper")?.remove();
    drawn.removeAttribute("width");
    drawn.removeAttribute("height");
    old.replaceWith(document.importNode(drawn, true));
    const caption = figure.querySelector(".finding");
    if (caption !== null) {
        caption.textContent = figure.querySelector("svg > title")?.textContent ?? "";
    }
}

// Links and the form speak of the year that is shown.
function follow(year: number): void {
    for (const link of document.querySelectorAll<HTMLAnchorElement>(".take a")) {
        const address = new URL(link.href);
        address.searchParams.set("time", String(year));
        link.href = address.pathname + address.search.replaceAll("%7E", "~");
    }
    const field = document.querySelector<HTMLInputElement>('.asking input[name="time"]');
    if (field !== null) {
        field.value = String(year);
    }
}

/** A slider over the years; the year is in the address, and the data follow on release. */
export function addSlider(figure: HTMLElement): void {
    const box = document.createElement("div");
    const slider = document.createElement("input");
    const output = document.createElement("output");
    const address = new URL(location.href);
    const last = Number(figure.querySelector("svg > title")?.textContent?.match(/\d{4}/)?.[0] ?? 2025);
    let drawing: Promise<void> = Promise.resolve();
    let wanted = 0;

    slider.type = "range";
    slider.min = String(FIRST);
    slider.max = String(Math.max(last, new Date().getFullYear()));
    slider.value = String(yearOf(address) ?? last);
    slider.setAttribute("aria-label", "Year");
    output.value = slider.value;
    box.className = "slider";
    box.append(slider, output);
    figure.prepend(box);
    slider.addEventListener("input", () => {
        const turn = ++wanted;
        output.value = slider.value;
        address.searchParams.set("time", slider.value);
        history.replaceState(null, "", address.pathname + address.search.replaceAll("%7E", "~"));
        // one picture at a time; years that were passed meanwhile are left out
        drawing = drawing.then(() => turn === wanted ? draw(figure, address) : undefined)
            .catch(() => undefined);
        follow(Number(slider.value));
    });
    slider.addEventListener("change", () => {
        void drawing.then(async () => {
            const text = await (await fetch(location.href)).text();
            const page = new DOMParser().parseFromString(text, "text/html");
            const fresh = page.querySelector("table.rows tbody");
            const stale = document.querySelector("table.rows tbody");
            if (fresh !== null && stale !== null) {
                stale.replaceWith(document.importNode(fresh, true));
            }
            const command = page.querySelector(".making code");
            const shown = document.querySelector(".making code");
            if (command !== null && shown !== null) {
                shown.textContent = command.textContent;
            }
        }).catch(() => undefined);
    });
}
