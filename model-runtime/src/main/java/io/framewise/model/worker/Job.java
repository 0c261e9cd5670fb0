package io.framewise.model.worker;

import io.framewise.contract.avro.InferenceRequest;

/** A readable request and its delivery. */
record Job(InferenceRequest request, Delivery delivery) {}
