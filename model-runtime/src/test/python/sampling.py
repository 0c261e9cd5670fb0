"""Writes the scores that TokenScoresTest compares with, from Transformers' logits processors.

    python sampling.py > ../resources/io/framewise/model/generate/sampling.json

Made with torch 2.13.0 (CPU), transformers 5.18.0. The order is that of
GenerationMixin._get_logits_processor: repetition penalty, temperature, top-k, top-p.
"""

import json

import torch
import transformers
from transformers import (
    LogitsProcessorList,
    RepetitionPenaltyLogitsProcessor,
    TemperatureLogitsWarper,
    TopKLogitsWarper,
    TopPLogitsWarper,
)

VOCABULARY = 40
CASES = [
    {"temperature": 1.0, "top_k": 0, "top_p": 1.0, "repetition_penalty": 1.0},
    {"temperature": 0.8, "top_k": 40, "top_p": 0.8, "repetition_penalty": 1.0},
    {"temperature": 1.0, "top_k": 50, "top_p": 1.0, "repetition_penalty": 1.3},
    {"temperature": 2.5, "top_k": 7, "top_p": 1.0, "repetition_penalty": 1.0},
    {"temperature": 1.7, "top_k": 0, "top_p": 0.9, "repetition_penalty": 0.7},
    {"temperature": 0.3, "top_k": 5, "top_p": 0.5, "repetition_penalty": 2.0},
    {"temperature": 1.0, "top_k": 0, "top_p": 0.0, "repetition_penalty": 1.0},
    {"temperature": 3.0, "top_k": 12, "top_p": 0.95, "repetition_penalty": 1.1},
]


def processors(case):
    found = LogitsProcessorList()
    if case["repetition_penalty"] != 1.0:
        found.append(RepetitionPenaltyLogitsProcessor(penalty=case["repetition_penalty"]))
    found.append(TemperatureLogitsWarper(case["temperature"]))
    if case["top_k"]:
        found.append(TopKLogitsWarper(top_k=case["top_k"]))
    if case["top_p"] < 1.0:
        found.append(TopPLogitsWarper(top_p=case["top_p"]))
    return found


def run(case):
    logits = [round(value, 4) for value in (torch.randn(VOCABULARY) * 2).tolist()]
    context = sorted(set(torch.randint(0, VOCABULARY, (9,)).tolist()))
    scores = processors(case)(torch.tensor([context]), torch.tensor([logits]))
    probabilities = scores.softmax(dim=-1)[0].tolist()
    return {
        **case,
        "logits": logits,
        "context": context,
        "scores": [None if value == float("-inf") else round(value, 6) for value in scores[0].tolist()],
        "probabilities": [round(value, 8) for value in probabilities],
    }


if __name__ == "__main__":
    torch.manual_seed(0)
    versions = f"torch {torch.__version__}, transformers {transformers.__version__}"
    print(json.dumps({"made_with": versions, "cases": [run(case) for case in CASES]}))
