"""Writes what Hugging Face Transformers answers greedily with the demo's checkpoint, for SceneModelTest.

    ./framewise model demo --out MODEL
    ./framewise samples training --out SET --seed 901 --windows 100
    python scene_golden.py MODEL SET > standalone/src/test/resources/io/framewise/standalone/training/golden.json
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer
from transformers import InternVLForConditionalGeneration

SIZE = 112
EACH = 4
MEAN = torch.tensor([0.485, 0.456, 0.406])
DEVIATION = torch.tensor([0.229, 0.224, 0.225])


def main(model_directory, set_directory):
    model = InternVLForConditionalGeneration.from_pretrained(model_directory, dtype=torch.float32).eval()
    tokenizer = Tokenizer.from_file(model_directory + "/tokenizer.json")
    end = tokenizer.token_to_id("<|im_end|>")
    tiles = np.fromfile(Path(set_directory) / "tiles.bin", np.uint8).reshape(-1, SIZE, SIZE, 3)
    taken = {}
    answers = []
    for number, line in enumerate(open(Path(set_directory) / "windows.jsonl")):
        window = json.loads(line)
        taken[window["domain"]] = taken.get(window["domain"], 0) + 1
        if taken[window["domain"]] > EACH:
            continue
        pixels = (torch.from_numpy(tiles[window["tiles"]]).float() / 255 - MEAN) / DEVIATION
        for question in window["questions"]:
            ids = window["prefix"] + question["ids"]
            with torch.no_grad():
                out = model.generate(
                    input_ids=torch.tensor([ids]),
                    attention_mask=torch.ones(1, len(ids), dtype=torch.long),
                    pixel_values=pixels.permute(0, 3, 1, 2).contiguous(),
                    max_new_tokens=24,
                    do_sample=False,
                    eos_token_id=end,
                    pad_token_id=end,
                )[0, len(ids) :].tolist()
            said = out[: out.index(end)] if end in out else out
            text = tokenizer.decode(said, skip_special_tokens=False)
            answers.append({"window": number, "question": question["id"], "text": text, "tokens": len(said)})
    made_with = f"torch {torch.__version__}, transformers {transformers.__version__}"
    print(json.dumps({"made_with": made_with, "answers": answers}, indent=1))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
