/// What a model is: what `dixit model show` prints and every record names.
public struct ModelCard: Codable, Sendable, Equatable {
    /// The model's name, such as "reader-1".
    public var name: String
    /// The day it was trained, as year-month-day.
    public var trained: String
    /// The encoder it starts from, with version and licence.
    public var base: String
    /// What it was trained on, with licences, one source a line.
    public var data: [String]
    /// What it reaches, one measure a line, each with the command that prints it.
    public var figures: [String]
    /// What it cannot do or was not tried on, one a line.
    public var limits: [String]
    /// The licence of what training made.
    public var licence: String
    /// Statements below this confidence are left out: where statement F1 on the dev split is best.
    public var threshold: Double
    /// The same for statements inside the contents of others.
    public var nestedThreshold: Double
    /// What turns the reader's scores into a calibrated confidence: the weights of a logistic function of its features, bias first.
    public var calibration: [Double]
    /// The same for statements inside the contents of others; nil in a model older than reader-5, for which `calibration` serves.
    public var nestedCalibration: [Double]?
}
