// filter.ts - a choice that the style sheet answers to, kept in the address
//
// SPDX-License-Identifier: MIT
import { keepState, stateOf } from "./state";

/** Choose what the address says, and say in the address what is chosen. */
export function keepFilter(filter: HTMLFieldSetElement): void {
    const radios = [...filter.querySelectorAll<HTMLInputElement>('input[type="radio"]')];

    for (const radio of radios) {
        const key = radio.name === "claims" ? "show" : `show.${radio.name}`;
        const given = stateOf(key);

        radio.checked = given === "" ? radio.defaultChecked : radio.value === given;
        radio.addEventListener("change", () =>
            keepState(key, radio.defaultChecked ? "" : radio.value));
    }
}
