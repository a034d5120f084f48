/** Everything that can be at a path, and the function that shows it. Add new page types here. */
import { activityReport } from "./activity_report.js";
import { filmEvent } from "./film_event.js";
import { home } from "./home.js";
import { letter } from "./letter.js";
import { period } from "./period.js";
import { report } from "./report.js";
import { section } from "./section.js";
import { standard } from "./standard.js";
import { category, place, tag } from "./term.js";
import { tombstone } from "./tombstone.js";

export const TARGETS = {
  HomePage: home,
  StandardPage: standard,
  ArchiveSection: section,
  Report: report,
  Letter: letter,
  ActivityReport: activityReport,
  FilmEvent: filmEvent,
  Category: category,
  Tag: tag,
  Place: place,
  Period: period,
  Tombstone: tombstone,
};
