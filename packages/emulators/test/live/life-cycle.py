"""The life of a secret with the official client, one line per step. Needs AWS_ENDPOINT_URL, a region and keys."""
import boto3
from botocore.exceptions import ClientError

ssm = boto3.client("ssm")
kms = boto3.client("kms")
sts = boto3.client("sts")
name = "/shop/prod/KEY"


def refused(call, **arguments):
    try:
        call(**arguments)
    except ClientError as error:
        return error.response["Error"]["Code"]
    return "no refusal"


def parameters(call, **arguments):
    return [page for page in ssm.get_paginator(call).paginate(**arguments)]


print("caller", sts.get_caller_identity()["Arn"])
key = kms.create_key(Description="shop")["KeyMetadata"]["KeyId"]
kms.create_alias(AliasName="alias/shop", TargetKeyId=key)
created = ssm.put_parameter(
    Name=name, Value="first", Type="SecureString", KeyId="alias/shop", Description="api key", Tags=[{"Key": "team", "Value": "shop"}]
)
print("created", created["Version"], created["Tier"])
print("again", refused(ssm.put_parameter, Name=name, Value="x", Type="SecureString"))
print("tags with overwrite", refused(ssm.put_parameter, Name=name, Value="x", Type="SecureString", Overwrite=True, Tags=[{"Key": "a", "Value": "b"}]))
print("overwritten", ssm.put_parameter(Name=name, Value="second", Type="SecureString", Overwrite=True)["Version"])
print("read", ssm.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
print("sealed", "second" in ssm.get_parameter(Name=name)["Parameter"]["Value"])
print("older", ssm.get_parameter(Name=name + ":1", WithDecryption=True)["Parameter"]["Value"])
ssm.label_parameter_version(Name=name, ParameterVersion=1, Labels=["stable"])
print("labelled", ssm.get_parameter(Name=name + ":stable", WithDecryption=True)["Parameter"]["Value"])
batch = ssm.get_parameters(Names=["/shop/none", name], WithDecryption=True)
print("batch", [found["Value"] for found in batch["Parameters"]], batch["InvalidParameters"])
print("eleven", refused(ssm.get_parameters, Names=[f"/shop/{index}" for index in range(11)]))
history = [version for page in parameters("get_parameter_history", Name=name, WithDecryption=True) for version in page["Parameters"]]
print("history", [(version["Version"], version["Value"], version["Labels"]) for version in history])
found = [entry for page in parameters("describe_parameters", ParameterFilters=[{"Key": "Path", "Option": "Recursive", "Values": ["/shop"]}]) for entry in page["Parameters"]]
print("described", [(entry["Name"], entry["Type"], entry["Version"], "Value" in entry) for entry in found])
below = [entry["Value"] for page in parameters("get_parameters_by_path", Path="/shop", Recursive=True, WithDecryption=True) for entry in page["Parameters"]]
print("below", below)
print("tags", ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=name)["TagList"])
role = sts.assume_role(RoleArn="arn:aws:iam::111122223333:role/reader", RoleSessionName="witness")["Credentials"]
reader = boto3.client("ssm", aws_access_key_id=role["AccessKeyId"], aws_secret_access_key=role["SecretAccessKey"], aws_session_token=role["SessionToken"])
print("as role", reader.get_parameter(Name=name, WithDecryption=True)["Parameter"]["Value"])
kms.disable_key(KeyId=key)
print("disabled key", refused(ssm.get_parameter, Name=name + ":1", WithDecryption=True))
kms.enable_key(KeyId=key)
stranger = boto3.client("ssm", aws_access_key_id="AKIAUNKNOWNUNKNOWN00", aws_secret_access_key="wrong")
print("stranger", refused(stranger.get_parameter, Name=name))
deleted = ssm.delete_parameters(Names=[name, "/shop/none"])
print("deleted", deleted["DeletedParameters"], deleted["InvalidParameters"])
print("gone", refused(ssm.get_parameter, Name=name))
