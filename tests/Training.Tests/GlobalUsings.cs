global using DataType = LakhNes.Generator.Onnx.TensorProto.Types.DataType;
