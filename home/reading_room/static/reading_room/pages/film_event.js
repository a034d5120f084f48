/** A film and its screenings. */
import { h, section, some } from "../dom.js";
import { facts, person } from "../parts/facts.js";
import { entry } from "./entry.js";

export function filmEvent(page, context) {
  const { say, language } = context;
  const { film } = page;
  return entry(page, context, {
    before: h(
      "section",
      { class: "film" },
      h("h2", null, say("film"), ": ", h("cite", null, film.title), film.year ? ` (${film.year})` : null),
      facts([
        [say("originalTitle"), film.originalTitle],
        [say("directors"), ...film.directors],
        [say("country"), film.country],
        [say("length"), film.runtimeMinutes ? say("runtime", { n: film.runtimeMinutes }) : null],
        [say("filmSite"), film.url ? h("a", { href: film.url, rel: "noreferrer", class: "address" }, film.url) : null],
      ]),
    ),
    after: [
      section(say("screenings"), { class: "screenings" }, page.screenings.length ? h("ol", null, page.screenings.map((one) => screening(one, say, language))) : null),
      section(say("speakers"), null, page.speakers.length ? h("ul", { class: "people" }, page.speakers.map((one) => h("li", null, person(one)))) : null),
    ],
  });
}

/** The time is local to the venue. */
function screening({ start, timeZone, venue, city, country, host, admission }, say, language) {
  const begins = new Intl.DateTimeFormat(language, { dateStyle: "full", timeStyle: "short", timeZone }).format(new Date(start));
  return h(
    "li",
    null,
    h("time", { datetime: start }, begins),
    h("span", { class: "line" }, some([venue, city, country]).join(", ")),
    host ? h("span", { class: "line" }, say("host", { host })) : null,
    admission ? h("span", { class: "line" }, admission) : null,
  );
}
