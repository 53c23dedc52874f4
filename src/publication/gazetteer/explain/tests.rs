//! Tests of `explain`.

use super::*;
use crate::foundation::diagnostic::Sink;
use crate::foundation::path::SourcePath;

/// Says in one line what a text resolves to.
fn read(text: &str) -> String {
    let china = Gazetteer::of_china();
    let list = |codes: &[RegionCode]| {
        codes.iter().map(|code| china.full_name(code.as_str())).collect::<Vec<_>>().join(" ")
    };
    match china.resolve_name(text) {
        Ok(region) => china.full_name(region.code.as_str()),
        Err(Unresolved::Unknown { nearest }) => format!("unknown: {}", nearest.join(" ")),
        Err(Unresolved::Ambiguous { candidates, rest }) => {
            format!("ambiguous: {} + {rest}", list(&candidates)).trim_end_matches(" + ").to_owned()
        }
        Err(Unresolved::Former { names, rest }) => {
            let each =
                |name: &FormerName| format!("{} {}: {}", name.name, name.year, list(&name.now));
            let names = names.iter().map(each).collect::<Vec<_>>().join("; ");
            format!("former {names} + {rest}").trim_end_matches(" + ").to_owned()
        }
        Err(Unresolved::Beyond { region, rest, sure }) => {
            let mark = if sure { "" } else { "?" };
            format!("{} + {rest}{mark}", china.full_name(region.as_str()))
        }
        Err(Unresolved::PlaceAlone) => "a place alone".to_owned(),
        Err(Unresolved::Zone { name, within }) => {
            format!("zone {name}: {}", list(&within)).trim_end().to_owned()
        }
        Err(Unresolved::NotThere { above, rest, below }) => {
            format!("no {rest} among {} in {}", below.len(), china.full_name(above.as_str()))
        }
    }
}

#[track_caller]
fn reads(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text), *expected, "{text}");
    }
}

#[test]
fn a_former_name_tells_what_it_is_today_and_since_when() {
    reads(&[
        ("杭州市下城区", "former 下城区 2021: 浙江省杭州市拱墅区"),
        ("浙江省杭州市江干区", "former 江干区 2021: 浙江省杭州市上城区 浙江省杭州市钱塘区"),
        ("上海市闸北区", "former 闸北区 2015: 上海市静安区"),
        ("闸北区", "former 闸北区 2015: 上海市静安区"),
        ("上海闸北", "former 闸北区 2015: 上海市静安区"),
        ("邢台市桥东区", "former 桥东区 2020: 河北省邢台市襄都区"),
        ("石家庄桥东区", "former 桥东区 2014: 河北省石家庄市长安区 河北省石家庄市桥西区"),
        ("张家口市桥东区", "河北省张家口市桥东区"),
        ("襄樊市", "former 襄樊市 2010: 湖北省襄阳市"),
        ("襄樊市樊城区", "former 襄樊市 2010: 湖北省襄阳市樊城区"),
        ("湖北省襄樊市襄阳区", "former 襄阳区 2010: 湖北省襄阳市襄州区"),
        ("崇文区", "former 崇文区 2010: 北京市东城区"),
        ("北京宣武", "former 宣武区 2010: 北京市西城区"),
        ("上海市南汇区", "former 南汇区 2009: 上海市浦东新区"),
        ("上海市卢湾区", "former 卢湾区 2011: 上海市黄浦区"),
        ("天津市塘沽区", "former 塘沽区 2009: 天津市滨海新区"),
        ("广州市东山区", "former 东山区 2005: 广东省广州市越秀区"),
        ("北京市密云县", "former 密云县 2015: 北京市密云区"),
        ("上海市崇明县", "former 崇明县 2016: 上海市崇明区"),
        ("济宁市市中区", "former 市中区 2013: 山东省济宁市任城区"),
        ("巢湖市居巢区", "former 居巢区 2011: 安徽省合肥市巢湖市"),
        ("思茅地区思茅市", "former 思茅市 2003: 云南省普洱市思茅区"),
        ("六安市寿县", "former 寿县 2015: 安徽省淮南市寿县"),
        ("昌吉州米泉市", "former 米泉市 2007: 新疆维吾尔自治区乌鲁木齐市米东区"),
        ("南京市下關區", "former 下关区 2013: 江苏省南京市鼓楼区"),
        ("杭州市下城区天水街道", "former 下城区 2021: 浙江省杭州市拱墅区 + 天水街道"),
    ]);
}

#[test]
fn a_former_code_tells_what_it_is_today() {
    reads(&[
        ("310108", "former 闸北区 2015: 上海市静安区"),
        ("330103", "former 下城区 2021: 浙江省杭州市拱墅区"),
        ("422125", "unknown: 湖北省"),
        ("522201", "former 铜仁市 2011: 贵州省铜仁市碧江区"),
    ]);
}

#[test]
fn no_guess_leaves_the_city_that_was_written() {
    reads(&[
        ("北京市静安区", "no 静安区 among 16 in 北京市"),
        ("长沙县望城区", "no 望城区 among 0 in 湖南省长沙市长沙县"),
        ("上海市静按区", "unknown: 上海市静安区"),
        ("上海市火星区", "no 火星区 among 16 in 上海市"),
    ]);
}

#[test]
fn a_zone_is_told_with_the_counties_that_it_lies_in() {
    reads(&[
        ("雄安新区", "zone 雄安新区: 河北省保定市容城县 河北省保定市安新县 河北省保定市雄县"),
        ("河北雄安新区", "zone 雄安新区: 河北省保定市容城县 河北省保定市安新县 河北省保定市雄县"),
        ("成都高新区", "zone 成都高新区: 四川省成都市武侯区 四川省成都市双流区"),
        ("北京经济技术开发区", "zone 北京经济技术开发区: 北京市大兴区 北京市通州区"),
        (
            "江苏省苏州工业园区管委会",
            "zone 苏州工业园区管委会: 江苏省苏州市吴中区 江苏省苏州市虎丘区 江苏省苏州市姑苏区",
        ),
        (
            "四川天府新区",
            "zone 四川天府新区: 四川省成都市双流区 四川省成都市龙泉驿区 四川省成都市简阳市 四川省成都市新津区",
        ),
        ("廊坊经开区", "zone 廊坊经开区:"),
        // What is written with the city, and with the kind in full.
        ("成都市高新区", "zone 成都高新区: 四川省成都市武侯区 四川省成都市双流区"),
        ("石家庄市高新技术产业开发区", "zone 石家庄高新技术产业开发区: 河北省石家庄市裕华区"),
        (
            "安徽省合肥市经开区",
            "zone 合肥经开区: 安徽省合肥市包河区 安徽省合肥市蜀山区 安徽省合肥市肥西县",
        ),
        (
            "成都国家高新技术产业开发区管委会",
            "zone 成都国家高新技术产业开发区管委会: 四川省成都市武侯区 四川省成都市双流区",
        ),
        // A county of a zone, and a zone whose name begins as a region's.
        ("雄安新区容城县", "zone 雄安新区: 河北省保定市容城县"),
        ("河北省雄安新区容城县容城镇", "zone 雄安新区容城镇: 河北省保定市容城县"),
        ("黄山风景区", "zone 黄山风景区:"),
        ("泰山景区", "zone 泰山景区:"),
        ("庐山管理局", "zone 庐山管理局:"),
        ("某某度假区", "zone 某某度假区:"),
        ("黑龙江省红旗农场", "zone 红旗农场:"),
        ("上海市浦东新区张江高科技园区", "上海市浦东新区 + 张江高科技园区"),
        // Divisions that are called so.
        ("浦东新区", "上海市浦东新区"),
        ("长白山保护开发区", "zone 长白山保护开发区:"),
        ("静安彭浦镇", "上海市静安区 + 彭浦镇?"),
        ("海南博鳌乐城国际医疗旅游先行区", "zone 博鳌乐城国际医疗旅游先行区:"),
        ("新疆生产建设兵团第八师石河子市", "unknown: 新疆维吾尔自治区石河子市"),
        ("第三师图木舒克市", "unknown: 新疆维吾尔自治区图木舒克市"),
        ("新疆生产建设兵团第八师", "zone 新疆生产建设兵团第八师:"),
        ("天津滨海新区", "天津市滨海新区"),
        ("沈北新区", "辽宁省沈阳市沈北新区"),
        ("阿拉尔市", "新疆维吾尔自治区阿拉尔市"),
        ("深圳市光明新区", "former 光明新区 2018: 广东省深圳市光明区"),
    ]);
}

#[test]
fn a_place_behind_the_county_is_parted_from_it() {
    reads(&[
        ("杭州市上城区清波街道", "浙江省杭州市上城区 + 清波街道"),
        ("上海市静安区 南京西路街道", "上海市静安区 + 南京西路街道"),
        ("静安区南京西路街道", "上海市静安区 + 南京西路街道"),
        ("东莞市长安镇", "广东省东莞市 + 长安镇"),
        ("广东中山小榄镇", "广东省中山市 + 小榄镇?"),
        ("北京市朝阳门街道", "北京市 + 朝阳门街道?"),
        ("上海市静安寺街道", "上海市 + 静安寺街道?"),
        ("上海市金山卫镇", "上海市 + 金山卫镇?"),
        ("儋州市那大镇", "海南省儋州市 + 那大镇"),
        ("嘉峪关市雄关街道", "甘肃省嘉峪关市 + 雄关街道"),
        ("内蒙古翁牛特旗毛山东乡", "内蒙古自治区赤峰市翁牛特旗 + 毛山东乡"),
        ("昆山市周庄镇祁浜村", "江苏省苏州市昆山市 + 周庄镇祁浜村"),
        ("上海市靜安區南京西路街道", "上海市静安区 + 南京西路街道"),
        ("北京市朝阳区望京", "北京市朝阳区 + 望京?"),
        ("杭州市清波街道", "浙江省杭州市 + 清波街道?"),
    ]);
}

#[test]
fn hong_kong_macao_and_taiwan_have_their_districts_and_counties() {
    reads(&[
        ("台北市", "台湾省台北市"),
        ("臺北市", "台湾省台北市"),
        ("台灣高雄市", "台湾省高雄市"),
        ("花莲县", "台湾省花莲县"),
        ("新竹", "ambiguous: 台湾省新竹市 台湾省新竹县"),
        ("台北市大安区", "台湾省台北市大安区"),
        ("臺北市信義區", "台湾省台北市信义区"),
        ("台北县", "former 台北县 2010: 台湾省新北市"),
        ("台北縣板橋市", "former 台北县 2010: 台湾省新北市板桥区"),
        ("高雄縣鳳山市", "former 高雄县 2010: 台湾省高雄市凤山区"),
        ("Mong Kok", "zone Mong Kok: 香港特别行政区油尖旺区"),
        (
            "九龙",
            "ambiguous: 四川省甘孜藏族自治州九龙县 香港特别行政区油尖旺区 香港特别行政区深水埗区 香港特别行政区九龙城区 \
             香港特别行政区黄大仙区 香港特别行政区观塘区",
        ),
        (
            "香港九龙",
            "zone 九龙: 香港特别行政区油尖旺区 香港特别行政区深水埗区 香港特别行政区九龙城区 香港特别行政区黄大仙区 香港特别行政区观塘区",
        ),
        ("信義區", "unknown: 台湾省台北市信义区 台湾省基隆市信义区"),
        ("新城乡", "a place alone"),
        ("香港中西区", "香港特别行政区中西区"),
        ("中西区", "香港特别行政区中西区"),
        ("九龍城區", "香港特别行政区九龙城区"),
        ("沙田", "香港特别行政区沙田区"),
        ("Sha Tin, Hong Kong", "香港特别行政区沙田区"),
        ("Taipei", "台湾省台北市"),
        ("澳门花地玛堂区", "澳门特别行政区花地玛堂区"),
        ("金门县", "福建省泉州市金门县"),
        ("上海市靜安區", "上海市静安区"),
    ]);
}

#[test]
fn gazetteers_of_other_countries_know_no_former_names_of_china() {
    let csv =
        "code,level,parent,name,aliases\nT,province,,Texas,TX|Lone Star State\nP,county,T,Paris,\n";
    let gazetteer =
        Gazetteer::parse_file(&SourcePath::new("r.csv"), csv.as_bytes(), &mut Sink::default());
    assert_eq!(gazetteer.resolve_name("闸北区"), Err(Unresolved::Unknown { nearest: Vec::new() }));
    for text in ["Paris, Texas", "TX / Paris", "paris", "Paris, Lone Star State"] {
        assert_eq!(gazetteer.resolve_name(text).unwrap().code.as_str(), "P", "{text}");
    }
}

#[test]
fn every_row_of_former_regions_leads_to_a_region_of_the_built_in_table() {
    let china = Gazetteer::of_china();
    let table = include_str!("../../../../data/former-regions.csv");
    let mut named = 0;
    for row in table.lines().skip(1) {
        let [code, name, within, year, now, note] = row.split(',').collect::<Vec<_>>()[..] else {
            panic!("{row}");
        };
        assert!((2000..2024).contains(&year.parse::<u16>().unwrap()), "{row}");
        for code in now.split(' ').chain((!within.is_empty()).then_some(within)) {
            assert!(china.find_region(code).is_some(), "{row}");
        }
        assert!(code.is_empty() || china.find_region(code).is_none(), "{row}");
        assert!(!code.is_empty() || !name.is_empty(), "{row}");
        assert!(matches!(note, "" | "unverified"), "{row}");
        named += usize::from(!name.is_empty());
    }
    assert!(named > 500);
}

#[test]
fn every_zone_lies_in_regions_of_the_built_in_table() {
    let china = Gazetteer::of_china();
    for row in include_str!("../../../../data/zones.csv").lines().skip(1) {
        let (names, codes) = row.split_once(',').unwrap();
        assert!(codes.split(' ').all(|code| china.find_region(code).is_some()), "{row}");
        for name in names.split('|') {
            assert!(
                matches!(
                    china.resolve_name(name),
                    Err(Unresolved::Zone { .. }
                        | Unresolved::Beyond { .. }
                        | Unresolved::Ambiguous { .. })
                ),
                "{name}: {:?}",
                china.resolve_name(name)
            );
        }
    }
}
