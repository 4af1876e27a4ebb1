"""Turns trained weights into the model's committed files, calibrates them on dev and writes the card.

usage: export.py --base FOLDER --weights reader.pt --out Models

Writes `reader.safetensors` (for each matrix of the layers the two thin ones, in bytes, with a scale for each product; the heads' matrices that meet the encoder's
states in bytes with a scale for each output; the rest in half precision) and `reader.json` (the card, threshold and calibration included). `dixit model build` makes the model file of them.
"""

import argparse
import datetime
import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from cuewords import CueWords, counted
from data import Labelled, load
from evaluate import calibrated, correct, evaluate_candidates, features, fit_calibration, logistic, read, read_dev, table_text
from model import HIDDEN, LAYER_PARTS, Reader, load_base, make_low_rank
from prose import load_tokenizer


def to_bytes(weight, axis):
    """The same in int8, with a scale for each slice across `axis`."""
    scale = weight.abs().amax(axis, keepdim=True).clamp(min=1e-12) / 127
    return (weight / scale).round().clamp(-127, 127).to(torch.int8), scale.flatten()


def as_built(weight):
    """What `dixit model build` makes of a matrix [outputs, inputs]: bytes with a scale for each output."""
    bytes, scale = to_bytes(weight, 1)
    return bytes.float() * scale[:, None]


def norms_of(encoder):
    norms = {"encoder.norm": encoder.norm}
    for i, layer in enumerate(encoder.layers):
        norms[f"encoder.layer.{i}.norm1"], norms[f"encoder.layer.{i}.norm2"] = layer.norm1, layer.norm2
    return norms


def heads_of(model):
    """The linear layers above the encoder, by their names in the file."""
    parts = {"cues": ("hidden", "out", "nested_hidden", "nested"), "mentions": ("hidden", "out"), "extents": ("head", "word"),
             "roles": ("word", "cue", "word_product", "cue_product", "product", "out", "sourceless"),
             "pairs": ("mention", "earlier", "mention_product", "earlier_product", "product", "out")}
    return {f"{head}.{part}": getattr(getattr(model, head), part) for head, names in parts.items() for part in names}


def tensors_of(model):
    out = {}
    e = model.encoder
    for name in ("positions", "shapes", "gaps", "quotes"):
        out[f"encoder.{name}"] = getattr(e, name).weight
    for i, layer in enumerate(e.layers):
        for part in LAYER_PARTS:
            linear = getattr(layer, part)
            name = f"encoder.layer.{i}.{part}"
            out[name + ".left"], left = to_bytes(linear.left, 0)
            out[name + ".right"], right = to_bytes(linear.right, 1)
            out[name + ".scale"] = left * right
            out[name + ".bias"] = linear.bias
    for name, norm in norms_of(e).items():
        out[name + ".gain"], out[name + ".shift"] = norm.weight, norm.bias
    for name, linear in heads_of(model).items():
        out[name + ".weight"] = linear.weight.T
        if linear.in_features == HIDDEN:
            out[name + ".weight"], out[name + ".weight.scale"] = to_bytes(linear.weight.T, 0)
        if linear.bias is not None:
            out[name + ".bias"] = linear.bias
    r = model.roles
    out["roles.table"] = torch.cat([r.distance.weight, r.paragraph.weight, r.quote.weight])
    out["roles.around.weight"], out["roles.around.bias"] = r.around.weight[:, 0].T, r.around.bias
    out["extents.distance"], out["pairs.table"] = model.extents.distance.weight, model.pairs.table.weight
    keep = lambda name, t: t if t.dtype == torch.int8 else t.float() if name.endswith(".scale") else t.half()
    return {name: keep(name, t.detach()).contiguous() for name, t in out.items()}


def restore(tensors, model):
    """Puts exported weights into a PyTorch model as the model file will hold them, so that what is measured is what is shipped."""
    f = {k: v.float() for k, v in tensors.items()}
    with torch.no_grad():
        e = model.encoder
        for name in ("positions", "shapes", "gaps", "quotes"):
            getattr(e, name).weight.copy_(f[f"encoder.{name}"])
        for i in range(len(e.layers)):
            for part in LAYER_PARTS:
                name, linear = f"encoder.layer.{i}.{part}", getattr(e.layers[i], part)
                linear.weight.copy_(as_built(linear.weight + f[name + ".left"] * f[name + ".scale"] @ f[name + ".right"]))
                linear.bias.copy_(f[name + ".bias"])
        restore_norms(f, e)
        restore_heads(f, model)


def restore_norms(f, encoder):
    for name, norm in norms_of(encoder).items():
        norm.weight.copy_(f[name + ".gain"])
        norm.bias.copy_(f[name + ".shift"])


def restore_heads(f, model):
    """The heads that the file holds; a file of an earlier reader lacks some."""
    for name, linear in heads_of(model).items():
        if name + ".weight" in f:
            linear.weight.copy_((f[name + ".weight"] * f.get(name + ".weight.scale", 1)).T)
            if linear.bias is not None:
                linear.bias.copy_(f[name + ".bias"])
    r, table = model.roles, f["roles.table"]
    a, b = len(r.distance.weight), len(r.distance.weight) + len(r.paragraph.weight)
    r.distance.weight.copy_(table[:a])
    r.paragraph.weight.copy_(table[a:b])
    r.quote.weight.copy_(table[b:])
    r.around.weight.copy_(f["roles.around.weight"].T[:, None])
    r.around.bias.copy_(f["roles.around.bias"])
    for name, table in (("extents.distance", model.extents.distance), ("pairs.table", model.pairs.table)):
        if name in f:
            table.weight.copy_(f[name])


def committed(folder, model):
    """Puts the committed files of a folder into a PyTorch model so that training can go on from them. Heads they lack stay new."""
    tensors = load_file(str(Path(folder) / "reader.safetensors"))
    f = {k: v.float() for k, v in tensors.items()}
    e = model.encoder
    make_low_rank(e, len(f["encoder.layer.0.qkv.scale"]))
    with torch.no_grad():
        for name in ("positions", "shapes", "gaps", "quotes"):
            getattr(e, name).weight.copy_(f[f"encoder.{name}"])
        for i, layer in enumerate(e.layers):
            for part in LAYER_PARTS:
                name, linear = f"encoder.layer.{i}.{part}", getattr(layer, part)
                root = f[name + ".scale"].sqrt()
                linear.left.copy_(f[name + ".left"] * root)
                linear.right.copy_(f[name + ".right"] * root[:, None])
                linear.bias.copy_(f[name + ".bias"])
        restore_norms(f, e)
        restore_heads(f, model)


AS_GOOD = 0.01  # of F1
INSIDE = 0.1  # cues of statements inside others below this probability are not looked at


def lies_in(words, pieces):
    return any(a <= words[0] and words[1] <= b for a, b in pieces)


def fit_nested(model, tokenizer, words, weights, threshold):
    """The weights of the confidence of statements inside others, on world-dev, where they are marked, and the least confidence with which they
    are kept: where their F1 is best. They are looked for in the contents of the statements that are kept."""
    gold = {a["id"]: {**a, "statements": [s for s in a["statements"] if s.get("in") is not None]} for a in load("meaning/world-dev.jsonl")}
    inside = []
    for a in gold.values():
        article = Labelled(tokenizer, a)
        found = read(model, article, autocast=False)
        words.mark([(article, found)])
        flat = [s for s in found if not s["nested"]]
        calibrated([(article, flat)], weights)
        kept = [s for s in flat if s["confidence"] >= threshold and s["content"]]
        contents = [piece for s in kept for piece in s["content"]]
        taken = {w for s in kept for w in range(*s["cue"])}
        inside.append((article, [s for s in found if s["nested"] and lies_in(s["cue"], contents) and not taken & set(range(*s["cue"]))]))
    nested = logistic(*correct(gold, inside, threshold=INSIDE)).tolist()
    for _, found in inside:
        for s in found:
            s["confidence"] = torch.tensor(sum(w * f for w, f in zip(nested, features(s)))).sigmoid().item()
    # Of thresholds that are as good as the best, the one that keeps fewest: whoever reads rather misses one than meets one that is none.
    found = [evaluate_candidates(gold, inside, thresholds=[x / 50]) for x in range(5, 36)]
    best = max(table["statement"].prf()[2] for _, table in found)
    least, table = [f for f in found if f[1]["statement"].prf()[2] >= best - AS_GOOD][-1]
    return nested, least, table


def mean_with(folder, base, share, after):
    """The mean of the weights before and after training together, which reads the news of before as well and that of the world (Wortsman et al.,
    "Robust fine-tuning of zero-shot models", CVPR 2022); the heads for statements inside others, which were new, as they are after it."""
    model = Reader()
    load_base(model.encoder, base)
    committed(folder, model)
    before = model.state_dict()
    return {k: v if "nested" in k or "guide" in k else (1 - share) * v + share * before[k] for k, v in after.items()}


def measured(model, tokenizer, words):
    """The home and the world's dev articles as (gold, read) each, and the calibration that is fitted on both."""
    home = read_dev(model, tokenizer, autocast=False)
    world = read_dev(model, tokenizer, autocast=False, articles=load("meaning/world-dev.jsonl"))
    words.mark(home[1] + world[1])
    weights, error = fit_calibration(home[0] | world[0], home[1] + world[1])
    for _, found in (home, world):
        calibrated(found, weights)
    return home, world, weights, error


def best_threshold(home, world):
    """The confidence from which on statements are kept: where the sum of both dev parts' statement F1 is best, and both tables there."""
    found = []
    for threshold in [x / 50 for x in range(8, 36)]:
        tables = [evaluate_candidates(gold, read, thresholds=[threshold])[1] for gold, read in (home, world)]
        found.append((sum(t["statement"].prf()[2] for t in tables), threshold, tables))
    return max(found, key=lambda f: f[0])[1:]


def committed_reader(folder, base):
    """The reader of a folder's committed files, as `dixit model build` makes it."""
    model = Reader()
    load_base(model.encoder, base)
    restore(load_file(str(Path(folder) / "reader.safetensors")), model)
    return model


def calibrate(model, tokenizer, words, card):
    """Puts the weights of the confidence and the thresholds into a card, prints what they reach on dev, and returns both tables of it."""
    home, world, weights, error = measured(model, tokenizer, words)
    threshold, tables = best_threshold(home, world)
    print(f"weights in bytes, as committed (threshold {threshold:.2f}, calibration error by five-fold cross-validation {error:.3f}):")
    for name, table in zip(("PolNeAR dev", "world-dev"), tables):
        print(name + "\n" + table_text(table))
    nested, least, table = fit_nested(model, tokenizer, words, weights, threshold)
    print(f"those inside others, world-dev (threshold {least:.2f}):\n{table_text(table)}", flush=True)
    card.update(threshold=round(threshold, 3), calibration=[round(w, 5) for w in weights],
                nestedThreshold=round(least, 3), nestedCalibration=[round(w, 5) for w in nested])
    return tables


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", required=True, help="what train.py or together.py wrote")
    parser.add_argument("--out", required=True)
    parser.add_argument("--name", default="reader-5")
    parser.add_argument("--before", help="folder of the committed weights from which together.py began: the mean of both is taken")
    parser.add_argument("--share", type=float, default=0.3, help="of the weights from before in that mean")
    parser.add_argument("--guide", type=float, default=0.5, help="0: statements as PolNeAR's guide has them ... 1: as the world's news was marked")
    parser.add_argument("--try-guides", action="store_true", help="print the figures of several guides and write nothing")
    args = parser.parse_args()
    state = torch.load(args.weights)
    state = state.get("reader", state)
    if args.before:
        state = mean_with(args.before, args.base, args.share, state)
    tokenizer = load_tokenizer(args.base)

    def loaded(guide):
        model = Reader()
        load_base(model.encoder, args.base)
        make_low_rank(model.encoder, len(state["encoder.layers.0.qkv.right"]))
        model.load_state_dict(state, strict=False)
        model.fold(guide)
        return model

    words = CueWords(counted(tokenizer))
    for guide in (0, 0.25, 0.5, 0.75, 1) if args.try_guides else ():
        home, world, _, error = measured(loaded(guide), tokenizer, words)
        threshold, tables = best_threshold(home, world)
        f1 = [[round(100 * t[k].prf()[2], 1) for k in ("statement", "speech")] for t in tables]
        print(f"guide {guide}: threshold {threshold:.2f}, calibration error {error:.3f}, PolNeAR dev {f1[0]}, world-dev {f1[1]}", flush=True)
    if args.try_guides:
        return
    out = Path(args.out)
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors_of(loaded(args.guide)), str(out / "reader.safetensors"))
    words.write(out)
    card = json.loads((Path(__file__).parent / "card.json").read_text(encoding="utf8"))
    card.update(name=args.name, trained=datetime.date.today().isoformat())
    tables = calibrate(committed_reader(out, args.base), tokenizer, words, card)
    f1 = {k: round(100 * v.prf()[2], 1) for k, v in tables[0].items()}
    abroad = {k: round(100 * v.prf()[2], 1) for k, v in tables[1].items()}
    card["figures"] = [f"PolNeAR dev, F1, PyTorch with the committed weights (make model): statement {f1['statement']}, "
                       f"speech {f1['speech']}, strict {f1['strict']}, cue {f1['cue']}, source {f1['source']}, content {f1['content']}",
                       f"The world's news, those inside others left out by the reader alone: statement {abroad['statement']}, speech {abroad['speech']}",
                       "What the program itself reaches: dixit eval; two trained people reach statement 72.4, speech 89.6, strict 63.8"]
    (out / "reader.json").write_text(json.dumps(card, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    size = sum(f.stat().st_size for f in out.glob("reader.*") if f.suffix in (".safetensors", ".json"))
    print(f"{out}/reader.safetensors and reader.json: {size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
