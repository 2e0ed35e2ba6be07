/** The floating IP as the attributes of an UPDATE, in hex: made by hand, not by the codec. */
export const ORIGIN = '40010102';
export const AS_PATH = '400200';
export const MED = '800404000000c8';
export const LOCAL_PREF = '40050400000064';
export const TARGETS = 'c010080002eac400000064';
/** 10.169.25.20:1:101.101.101.2/32, label 47, next hop 10.169.25.20. */
export const REACH = '800e210001800c00000000000000000aa91914 00 780002f100010aa91914000165656502'.replaceAll(' ', '');
