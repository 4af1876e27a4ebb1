"""Pairs of statements that are made of one: the same told in other words of telling, and its opposite by a word that negates, by a word of the contrary
meaning, by another number or day, or by a cue that denies it. What is changed is known, so is how the two stand to each other."""

import re

TELLING = ("said", "says", "told reporters", "added", "noted", "insisted", "argued", "stated", "declared", "according to", "believes", "claimed", "announced")
DENYING = ("denied", "denies", "rejected the claim", "disputed", "dismissed the notion", "refuted", "rejected as untrue", "denied reports")
BACKING = ("agreed", "confirmed", "also said", "acknowledged", "echoed", "repeated")
# Words and their contraries, in the same grammatical place.
CONTRARY = """support:oppose supports:opposes supported:opposed backing:opposing accept:reject accepts:rejects accepted:rejected increase:decrease
increased:decreased increases:decreases rise:fall rises:falls rising:falling rose:fell raise:lower raises:lowers raised:lowered more:less better:worse best:worst
strong:weak stronger:weaker safe:dangerous safer:riskier win:lose wins:loses won:lost winning:losing success:failure succeed:fail succeeded:failed
always:never everyone:nobody everything:nothing all:none allow:ban allows:bans allowed:banned legal:illegal lawful:unlawful true:false right:wrong good:bad
fair:unfair possible:impossible likely:unlikely able:unable willing:unwilling agree:disagree agrees:disagrees agreed:disagreed start:end started:ended
begin:stop began:stopped open:closed opened:closed keep:abandon kept:abandoned join:leave joined:left enter:leave entered:left before:after early:late
first:last high:low higher:lower large:small larger:smaller many:few most:fewest easy:hard easier:harder help:hurt helps:hurts helped:hurt helping:hurting
protect:endanger protects:endangers protected:endangered create:destroy creates:destroys created:destroyed improve:worsen improved:worsened improves:worsens
friend:enemy friends:enemies ally:adversary allies:adversaries peace:war love:hate loves:hates loved:hated trust:distrust trusts:distrusts guilty:innocent
truth:lie honest:dishonest qualified:unqualified fit:unfit necessary:unnecessary useful:useless important:unimportant legitimate:illegitimate
democratic:undemocratic constitutional:unconstitutional popular:unpopular ready:unready stable:unstable consistent:inconsistent appropriate:inappropriate
expand:shrink expanded:shrank grow:shrink growing:shrinking grew:shrank gain:loss gains:losses profit:loss approve:disapprove approves:disapproves
approved:rejected pass:block passed:blocked remain:leave remained:left include:exclude included:excluded for:against with:without inside:outside
positive:negative optimistic:pessimistic innocent:guilty victory:defeat advantage:disadvantage benefit:harm benefits:harms praise:criticism praised:criticized
praises:criticizes endorse:reject endorsed:rejected endorses:rejects release:withhold released:withheld raised:cut hire:fire hired:fired build:demolish
ahead:behind lead:trail leads:trails leading:trailing up:down forward:backward same:different together:apart easily:hardly often:rarely"""
CONTRARIES = {}
for couple in CONTRARY.split():
    one, other = couple.split(":")
    CONTRARIES.setdefault(one, other)
    CONTRARIES.setdefault(other, one)
AUXILIARIES = ("is", "are", "was", "were", "will", "would", "can", "could", "should", "must", "has", "have", "had", "does", "did", "do", "may", "might")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December")
WORD_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozens", "hundreds", "thousands")
AUXILIARY = re.compile(r"\b(" + "|".join(AUXILIARIES) + r")\b")
NEGATED = re.compile(r"\b(" + "|".join(AUXILIARIES) + r") not\b|\b(is|are|was|were|would|could|should|has|have|had|does|did|do)n['’]t\b|\bcannot\b|\bwo?n['’]t\b")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")


def negated(content, rng):
    """The content with a "not" taken out or put in, or None."""
    found = NEGATED.search(content)
    if found:
        whole = found.group(0)
        kept = {"cannot": "can"}.get(whole) or ("will" if whole in ("won't", "won’t") else re.sub(r" not$|n['’]t$", "", whole))
        return content[:found.start()] + kept + content[found.end():]
    found = list(AUXILIARY.finditer(content))
    if not found:
        return None
    at = found[0].end()
    word = "never" if rng.random() < 0.2 else "not"
    return f"{content[:at]} {word}{content[at:]}"


def turned(content, rng):
    """The content with one word turned into its contrary, or None."""
    words = list(re.finditer(r"[A-Za-z]+", content))
    able = [w for w in words if w.group(0).lower() in CONTRARIES and w.group(0).lower() not in ("for", "with", "all", "up", "first", "last", "right")]
    if not able:
        return None
    word = rng.choice(able)
    return content[:word.start()] + CONTRARIES[word.group(0).lower()] + content[word.end():]


def recounted(content, rng):
    """The content with one number, weekday or month changed, or None."""
    found = [m for m in NUMBER.finditer(content)]
    found += [m for names in (DAYS, MONTHS, WORD_NUMBERS) for m in re.finditer(r"\b(" + "|".join(names) + r")\b", content)]
    if not found:
        return None
    chosen = rng.choice(found)
    old = chosen.group(0)
    family = next((names for names in (DAYS, MONTHS, WORD_NUMBERS) if old in names), None)
    if family:
        new = rng.choice([n for n in family if n != old])
    else:
        digits = old.replace(",", "")
        try:
            value = float(digits)
        except ValueError:
            return None
        if "." not in digits and 1900 <= value <= 2100:
            new = str(int(value) + rng.choice((-8, -3, -2, -1, 1, 2, 3, 8)))
        else:
            other = value * rng.choice((0.1, 0.25, 0.5, 0.7, 1.5, 2, 3, 10))
            new = f"{other:,.0f}" if "." not in digits else f"{other:.1f}"
        if new == old:
            return None
    return content[:chosen.start()] + new + content[chosen.end():]


def reworded(content, rng):
    """The same with small changes that leave the meaning: marks, "that", a shortened form, something cut from its end."""
    text = content
    if rng.random() < 0.4:
        text = text.strip("“”\"'")
    if rng.random() < 0.4:
        text = text.removeprefix("that ") if text.startswith("that ") else "that " + text[:1].lower() + text[1:]
    for long, short in ((" is not ", " isn't "), (" does not ", " doesn't "), (" did not ", " didn't "), (" will not ", " won't "), (" are not ", " aren't ")):
        if rng.random() < 0.5:
            text = text.replace(long, short) if long in text else text.replace(short, long)
    words = text.split()
    if len(words) > 14 and rng.random() < 0.4:
        text = " ".join(words[:len(words) - rng.randint(2, len(words) // 4)])
    return text


def made_pair(statement, other, rng):
    """One made pair (x, y, allowed relations) of a statement, or None. x and y are (speaker, cue, content); `other` lends a second speaker."""
    speaker, cue, content = statement
    second = other[0] if rng.random() < 0.6 else speaker
    tell = lambda: rng.choice(TELLING) if rng.random() < 0.7 else cue
    if cue.split()[:1] and any(w in cue.lower() for w in ("den", "reject", "refus", "dismiss", "disput")):
        cue = "said"
    how = rng.random()
    if how < 0.3:
        return (speaker, cue, content), (second, rng.choice(BACKING) if rng.random() < 0.3 else tell(), reworded(content, rng)), "same"
    change = negated if how < 0.55 else turned if how < 0.72 else recounted if how < 0.85 else None
    if change is None:
        return (speaker, cue if rng.random() < 0.5 else "said", content), (second, rng.choice(DENYING), reworded(content, rng)), "contradict"
    made = change(content, rng)
    if made is None:
        return None
    if change is negated and rng.random() < 0.15:  # denied that it is not: the same again
        return (speaker, cue, content), (second, rng.choice(DENYING[:2]), made), "same"
    return (speaker, cue, content), (second, tell(), reworded(made, rng)), "contradict"
