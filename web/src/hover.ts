// hover.ts - the title of a mark beside the pointer, and one line at a time among many
//
// SPDX-License-Identifier: MIT

const tip = document.createElement("div");
tip.className = "tip";
tip.hidden = true;
tip.setAttribute("role", "status");

function show(text: string, x: number, y: number): void {
    tip.textContent = text;
    tip.hidden = false;
    // a position is no style attribute of the markup: the policy allows what a script sets
    tip.style.left = `${Math.min(x + 12, innerWidth - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.min(y + 14, innerHeight - tip.offsetHeight - 4)}px`;
}

// The browser would show the title once more, later and smaller: it becomes a label.
function titleOf(mark: Element): string {
    const title = mark.querySelector(":scope > title");
    if (title !== null && title.parentElement?.tagName.toLowerCase() !== "svg") {
        mark.setAttribute("data-tip", title.textContent ?? "");
        mark.setAttribute("aria-label", title.textContent ?? "");
        title.remove();
    }
    return mark.getAttribute("data-tip") ?? "";
}

function stress(figure: HTMLElement, chosen: Element | null): void {
    for (const series of figure.querySelectorAll(".series")) {
        series.classList.toggle("away", chosen !== null && series !== chosen);
    }
}

/** Titles on hover; the line under the pointer stands out. */
export function addHover(figure: HTMLElement): void {
    document.body.append(tip);
    figure.addEventListener("pointermove", (event) => {
        const mark = event.target as Element;
        const text = mark.closest("svg") === null || mark.tagName === "svg" ? "" : titleOf(mark);
        if (text !== "") {
            show(text, event.clientX, event.clientY);
        } else {
            tip.hidden = true;
        }
        stress(figure, mark.closest(".series"));
    });
    figure.addEventListener("pointerleave", () => {
        tip.hidden = true;
        stress(figure, null);
    });
}
