global using LakhNes.Score.Randomness;
global using DataType = LakhNes.Generator.Onnx.TensorProto.Types.DataType;
