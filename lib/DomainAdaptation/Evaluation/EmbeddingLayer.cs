namespace DomainAdaptation;

/// <summary>Where in the network features are taken.</summary>
public enum EmbeddingLayer
{
    /// <summary>The output of the feature extractor Gf, flattened: the top feature-extractor layer, on which the domain classifier sits.</summary>
    Features = 0,

    /// <summary>The input of the last linear layer of the label predictor Gy, behind its activation: the last hidden layer.</summary>
    LastHidden = 1,
}
