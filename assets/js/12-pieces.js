// Charts on paper: in light colours, as wide as a sheet, and those higher than one in pieces that end between two rows.
window.monitor = window.monitor || {};
(() => {
  /** Where the rows of a chart end, px: each stands in the middle of its room (Ladder in figures/frame.py). */
  const ends = (middles) =>
    middles.reduce((found, middle) => [...found, 2 * middle - (found.at(-1) ?? 0)], []);

  /** The spans of rows, [from, to] px, each at most `room` high, and about as high as the others. */
  const spans = (rows, room) => {
    const total = rows.at(-1);
    const fair = total / Math.ceil(total / room);
    const found = [[0, 0]];
    for (const end of rows) {
      const last = found.at(-1);
      const middle = (last[1] + end) / 2;
      if (last[1] > 0 && (end - last[0] > room || middle - last[0] > fair)) found.push([last[1], end]);
      else last[1] = end;
    }
    return found;
  };

  const LABELS = 200; // px that the labels of rows have at the left of every piece, so that all are drawn to one scale
  const MAP = 440; // px high is a map that fills the width of a sheet

  /** `figure` as figures at most `most` px high; one whose rows are no ladder stays whole. */
  const pieces = (figure, most) => {
    const { height, margin, geo, yaxis = {} } = figure.layout;
    if (geo) return [{ ...figure, layout: { ...figure.layout, height: Math.min(height, MAP) } }];
    if (!yaxis.tickvals?.length || height <= most) return [figure];
    const around = (margin.t || 0) + (margin.b || 0);
    const aligned = { ...margin, l: LABELS };
    return spans(ends(yaxis.tickvals), most - around).map(([from, to]) => ({
      ...figure,
      layout: {
        ...figure.layout,
        margin: aligned,
        height: to - from + around,
        yaxis: { ...yaxis, automargin: false, range: [to, from] },
      },
    }));
  };

  /** Draw `figure` in pieces at the end of `frame`; its styles hide what is for the screen. A promise of the drawing. */
  const onPaper = (frame, figure, { width, most, config }) => {
    if (frame.querySelector(".chart-piece")) return undefined;
    const drawn = pieces(figure, most).map(({ data, layout }) => {
      const place = document.createElement("div");
      place.className = "chart-piece";
      frame.append(place);
      const own = structuredClone({ data, layout: { ...layout, width } }); // Plotly writes into what it is given
      return window.Plotly.newPlot(place, own.data, own.layout, { ...config, staticPlot: true });
    });
    return Promise.all(drawn);
  };

  const offPaper = () => {
    for (const place of document.querySelectorAll(".chart-piece")) {
      window.Plotly.purge(place);
      place.remove();
    }
  };

  Object.assign(window.monitor, { pieces: { of: pieces, onPaper, offPaper } });
})();
