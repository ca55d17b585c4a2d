"""What `liaison plot` writes as JSON: the documented keys of each chart, shown by its help."""

from typing import Final

SHAPES: Final = """JSON (OUT.json, --json). Days are YYYY-MM-DD, an end ("to", "end") is exclusive, ids are text,
what has no number or no limit is null. Every chart has "chart" and "caption".
  frequency    by, unit, filter, units, undated, outside, from, to,
               bins [{start, end, label, groups {NAME: {certain, expected, possible}}}], one group "all"
               without --group; coverage {outlets, completeness, days [per bin], unsearched [[from, to]],
               added [{day, outlet}]}. And what is asked for: rates {NAME: [per bin]} (--measure rate);
               draws {groups {NAME: {low, high}}, share, draws, seed}; poisson {NAME: {low, high}};
               average {NAME: [per bin]}; cumulated {NAME: {certain, expected, possible}};
               changes {spans [{from, to, expected, rate}],
               changes [{day, before, after, share, low, high}], p0, draws, seed, undated, unsearched}
  diverging    as frequency, with the groups incoming, outgoing and others; balance [per bin], neither
  compare      unit, filter, sentence, comparisons [{label, before and after {from, to, days,
               unsearched_days, count, certain, expected, possible, rate, rate_interval}, counts, ratio,
               interval, p, confidence, readings {lowest, highest {counts, ratio, interval, p}},
               draws {draws, seed, differ, rose, ratios}, holds, unsearched, undated}]; rates per year
  gaps         of, unit, filter, as_of, rows [{label, filter, contacts [{start [earliest, latest], round}],
               gaps [{begun and ended [earliest, latest], days [least, most], unsearched}],
               current (as a gap, or null), median and percentile_95 [least, most],
               longer ("surely", "possibly", "no", "" with too few gaps), undated}]
  heatmap      down and across {name, labels}, unit, filter; certain, expected, possible (lists of rows);
               units, undated, imprecise, outside
  who          as heatmap
  latency      as_of, invitations [{invitation, counterpart, purpose, extended, days [least, most], event,
               title, certain}]
  fulfilment   as_of, years [{year, extended, fulfilled, perhaps, open, share [least, most]}]
  commitments  steps [{from, certain, possible}], to
CSV (OUT.csv) has the same numbers as a table."""
