/** The interface's words in the person's language, times and numbers; English is the source language. */

let words = {};
let language = "en"; // as Intl knows it
let zone;

/** Speak these words from now on (each page does so before it draws). */
export function speak(welcome) {
  words = welcome.words ?? {};
  language = welcome.language === "en" ? "en-GB" : welcome.language || "en-GB"; // the English of Europe's dates
  zone = welcome.group?.timezone;
}

/** Translate an English text of ours; `{name}` is filled in from `values`. */
export function t(text, values = {}) {
  return (words[text] || text).replace(/\{(\w+)\}/g, (whole, name) => (name in values ? String(values[name]) : whole));
}

/** Show a time of day, given in seconds since the epoch, on the group's clock. */
export function clock(seconds) {
  const how = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  try {
    return new Intl.DateTimeFormat(language, { ...how, timeZone: zone }).format(seconds * 1000);
  } catch {
    return new Intl.DateTimeFormat("nl", how).format(seconds * 1000);
  }
}

/** Show a number the way the language writes it. */
export function decimal(number, digits = 1) {
  return new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);
}

/** Show a day, given in seconds since the epoch, in the group's time zone. */
export function day(seconds, timeZone) {
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone }).format(seconds * 1000);
}

/** Call a language by its own name. */
export function languageName(code) {
  try {
    const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
    return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
  } catch {
    return code;
  }
}
