// download.ts - the picture as PNG, made here
//
// SPDX-License-Identifier: MIT

const SCALE = 2;

function load(source: string): Promise<HTMLImageElement> {
    return new Promise((resolve, reject) => {
        const image = new Image();
        image.onload = () => resolve(image);
        image.onerror = () => reject(new Error("the picture cannot be read"));
        image.src = source;
    });
}

async function save(address: string, name: string): Promise<void> {
    const text = await (await fetch(address)).text();
    const image = await load(`data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`);
    const canvas = document.createElement("canvas");
    const link = document.createElement("a");

    canvas.width = image.width * SCALE;
    canvas.height = image.height * SCALE;
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    link.download = name;
    link.href = canvas.toDataURL("image/png");
    link.click();
}

/** A button that saves the picture as it is shown. */
export function addDownload(figure: HTMLElement): void {
    const take = document.querySelector(".take");
    const button = document.createElement("button");

    button.type = "button";
    button.className = "tool";
    button.textContent = "PNG";
    button.addEventListener("click", () => {
        const svg = document.querySelector<HTMLAnchorElement>('.take a[href*=".svg"]');
        if (svg !== null) {
            void save(svg.href, `entente-${figure.dataset.chart}.png`).catch(() => undefined);
        }
    });
    take?.append(" ", button);
}
