// What axe finds wrong on this page. Contrast, which costs three times as much as all other rules together, hangs on
// what is read here: colours and letters of a text, and the grounds on which it stands. What axe has judged once in this
// window, it is not asked again.
async () => {
  const options = { resultTypes: ["violations", "passes"], preload: false, elementRef: true };
  const judged = new Set(JSON.parse(sessionStorage.judged || "[]"));
  const grounds = new Map([[null, ""]]);
  const ADDS_NOTHING = "rgba(0, 0, 0, 0) none 1 static";
  const ground = (element) => {
    if (!grounds.has(element)) {
      const { backgroundColor, backgroundImage, opacity, position } = getComputedStyle(element);
      const own = [backgroundColor, backgroundImage, opacity, position].join(" ");
      const below = ground(element.parentElement);
      grounds.set(element, own === ADDS_NOTHING ? below : `${own} on ${below}`);
    }
    return grounds.get(element);
  };
  const colours = (element) => {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, ground(element)].join(" ");
  };
  const holdsText = (element) =>
    element.matches("input:not([type=radio], [type=checkbox]), select, textarea") ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isSeen = (element) => {
    const { width, bottom } = element.getBoundingClientRect();
    return element.checkVisibility() && width > 1 && bottom > 0;
  };
  const texts = [...document.body.querySelectorAll("*")].filter((element) => holdsText(element) && isSeen(element));
  const unjudged = texts.filter((element) => !judged.has(colours(element)));

  const { violations } = await axe.run({ ...options, rules: { "color-contrast": { enabled: false } } });
  if (unjudged.length) {
    const contrast = await axe.run({ include: unjudged }, { ...options, runOnly: ["color-contrast"] });
    violations.push(...contrast.violations);
    for (const { nodes } of contrast.passes) nodes.forEach(({ element }) => judged.add(colours(element)));
    sessionStorage.judged = JSON.stringify([...judged]);
  }
  const places = (nodes) => nodes.slice(0, 3).map(({ target }) => target.join(" "));
  return violations.map(({ id, help, nodes }) => `${id} at ${places(nodes).join(", ")} (${help})`);
};
