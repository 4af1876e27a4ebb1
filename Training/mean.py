"""Makes one model of several that came from one first stage: the weighted mean of their weights (Wortsman et al., "Model soups", ICML
2022), with weights of their own for the encoder, the heads for mentions, and the heads for statements. Costs no training.

usage: mean.py --base FOLDER --out FOLDER MODEL:ENCODER:MENTIONS:STATEMENTS …

MODEL is a file that `train.py` wrote (`joint.pt`) or a folder of committed weights. Writes `mean.pt`, for `export.py --weights`, and
`reader.safetensors`.
"""

import argparse
from pathlib import Path

import torch
from safetensors.torch import save_file

from export import committed, tensors_of
from model import Reader, load_base, make_low_rank
from train import RANK

MENTIONS, STATEMENTS = ("mentions", "extents", "pairs"), ("cues", "roles")


def loaded(place, base):
    model = Reader()
    load_base(model.encoder, base)
    if Path(place).is_dir():
        committed(place, model)
    else:
        make_low_rank(model.encoder, RANK)
        model.load_state_dict(torch.load(place))
    return model


def part_of(name):
    """Which of a model's three shares a weight takes."""
    head = name.split(".")[0]
    return 1 if head in MENTIONS or "nested" in name else 2 if head in STATEMENTS else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", required=True, type=Path)
    parser.add_argument("models", nargs="+", metavar="MODEL:ENCODER:MENTIONS:STATEMENTS")
    args = parser.parse_args()
    models = []
    for given in args.models:
        place, *shares = given.rsplit(":", 3)
        models.append((loaded(place, args.base), [float(s) for s in shares]))
    mean = models[0][0]
    weights = [(m.state_dict(), shares) for m, shares in models]
    totals = [sum(shares[k] for _, shares in weights) for k in range(3)]
    mean.load_state_dict({name: sum(shares[part_of(name)] / totals[part_of(name)] * state[name] for state, shares in weights)
                          for name in weights[0][0]})
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(mean.state_dict(), args.out / "mean.pt")
    save_file(tensors_of(mean.eval()), str(args.out / "reader.safetensors"))


if __name__ == "__main__":
    main()
