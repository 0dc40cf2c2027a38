// filter.ts - a choice that the style sheet answers to, kept in the address
//
// SPDX-License-Identifier: MIT

/** Choose what the address says, and say in the address what is chosen. */
export function keepFilter(filter: HTMLFieldSetElement): void {
    const address = new URL(location.href);
    const radios = [...filter.querySelectorAll<HTMLInputElement>('input[type="radio"]')];
    const given = /(?:^#|&)show=([\w-]+)/.exec(address.hash)?.[1];

    for (const radio of radios) {
        radio.checked = given === undefined ? radio.defaultChecked : radio.value === given;
        radio.addEventListener("change", () => {
            address.hash = radio.defaultChecked ? "" : `show=${radio.value}`;
            history.replaceState(null, "", address.pathname + address.search + address.hash);
        });
    }
}
