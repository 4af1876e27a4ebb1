/// What is done by saying something, as event data count it in classes: PLOVER and CAMEO have four, of which two are verbal.
public enum QuadClass: Int, Sendable, Hashable {
    /// To agree, back or consult.
    case verbalCooperation = 1
    /// To request, accuse, reject or threaten.
    case verbalConflict = 3

    /// The class of a verbal category of PLOVER: "AGREE".
    public init(ofType type: String) {
        self = ["AGREE", "SUPPORT", "CONSULT"].contains(type) ? .verbalCooperation : .verbalConflict
    }

    /// As event data write it.
    public var name: String { self == .verbalCooperation ? "VERBAL COOPERATION" : "VERBAL CONFLICT" }
}
