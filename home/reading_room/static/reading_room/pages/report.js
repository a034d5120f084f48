/** A report, interview, speech, statement or article. */
import { some } from "../dom.js";
import { entry } from "./entry.js";

export const report = (page, context) =>
  entry(page, context, {
    facts: [
      [context.say("period"), page.period?.display],
      [context.say("occasion"), page.occasion ? where(page.occasion) : null],
    ],
  });

const where = ({ name, venue, city, country, date }) => some([name, venue, city, country, date?.display]).join(", ");
