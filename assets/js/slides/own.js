// What slides of a presenter's own have that no other has (dashboard/decks/own.py): a picture, which the slide itself holds.
import { element } from "../lib/elements.js";

const HELD = /^data:image\/jpeg;base64,[A-Za-z0-9+/=]+$/;

/** The picture of a slide; nothing where it has none. */
export const pictureOf = ({ picture, summary }) =>
  HELD.test(picture ?? "") && element("img", { class: "slide-picture", src: picture, alt: summary });
