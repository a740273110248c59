"""The encoder that comes with the product: read from its package, adapted, run by ONNX Runtime."""
